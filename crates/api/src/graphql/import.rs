//! Files of moments, orders and touches, a piece at a time.

use async_graphql::{Context, InputObject, Object, SimpleObject};
use domain::import::{
    Format, IMPORT_BYTES_MAX, MAPPING_BYTES_MAX, Mapping, Refused, read_moments, read_orders, read_touches,
};
use domain::permission::Permission;
use domain::touch::{Target, ValidTouch};
use serde_json::json;
use store::audit;
use store::moment_import::{MOMENT_BATCH_ROWS_MAX, submit};
use store::touch_import::{self, Submitted, TOUCH_BATCH_ROWS_MAX};

use super::guard::{Requires, RequiresScopes};
use super::payload::payload;
use super::request::Request;
use super::scalar::{ImportFormat, Int64};
use crate::error::{ApiError, ApiResult};

/// What became of a piece's rows.
#[derive(SimpleObject, Default)]
pub struct ImportReport {
    /// Rows of moments or touches; orders and lines of cancellations.
    pub read: i32,
    pub written: i32,
    /// Known from before; left as they are.
    pub already_there: i32,
    /// Refunds no sale was found for. They are kept and move no money.
    pub unmatched: i32,
    /// What did not go in, and why.
    pub refused: Vec<ImportRefusal>,
}

/// A row, or an order of several rows, that did not go in.
#[derive(SimpleObject)]
pub struct ImportRefusal {
    /// Its line in the file, from 1.
    pub line: Int64,
    /// The external id of the moment, order or touch, where it can be read.
    pub external_id: Option<String>,
    /// For programs.
    pub code: String,
    /// For people.
    pub reason: String,
}

impl From<Refused> for ImportRefusal {
    fn from(refused: Refused) -> ImportRefusal {
        let Refused { line, external_id, code, reason } = refused;
        ImportRefusal { line: Int64(line.cast_signed()), external_id, code: code.to_owned(), reason }
    }
}

/// A file, or a piece of one.
#[derive(InputObject)]
pub struct ImportInput {
    pub format: ImportFormat,
    /// The mapping file: which column is what. At most 64,000 bytes.
    pub mapping: String,
    /// The file's text, at most 200,000 bytes; a piece of CSV carries the header line.
    pub data: String,
    /// The line in the file of what follows the header line, for a piece that is not the first.
    pub first_line: Option<i32>,
}

payload! {
    /// What became of the rows.
    MomentImportPayload, MomentImportUserError, MomentImportErrorCode { report: ImportReport }
    errors [
        MAPPING_INVALID, MAPPING_WRONG_KIND, UNKNOWN_COLUMN, AMBIGUOUS_COLUMN, NO_HEADER, TOO_MANY_BYTES, TOO_MANY_ROWS,
        TOO_LONG, UNCLOSED_QUOTE, UNREADABLE,
    ]
}
payload! {
    /// What became of the orders.
    ConversionImportPayload, ConversionImportUserError, ConversionImportErrorCode { report: ImportReport }
    errors [
        MAPPING_INVALID, MAPPING_WRONG_KIND, UNKNOWN_COLUMN, AMBIGUOUS_COLUMN, NO_HEADER, TOO_MANY_BYTES, TOO_MANY_ROWS,
        TOO_LONG, UNCLOSED_QUOTE, UNREADABLE,
    ]
}
payload! {
    /// What became of the touches.
    TouchImportPayload, TouchImportUserError, TouchImportErrorCode { report: ImportReport }
    errors [
        MAPPING_INVALID, MAPPING_WRONG_KIND, UNKNOWN_COLUMN, AMBIGUOUS_COLUMN, NO_HEADER, TOO_MANY_BYTES, TOO_MANY_ROWS,
        TOO_LONG, UNCLOSED_QUOTE, UNREADABLE,
    ]
}

#[derive(Default)]
pub struct ImportMutation;

/// A piece whose mapping was read.
struct Piece {
    format: Format,
    mapping: Mapping,
    data: String,
    first_line: u64,
}

impl ImportInput {
    fn read(self) -> ApiResult<Piece> {
        let format: Format = self.format.into();
        if self.mapping.len() > MAPPING_BYTES_MAX {
            let text = format!("a mapping has at most {MAPPING_BYTES_MAX} bytes");
            return Err(ApiError::refused("MAPPING_INVALID", text).at("mapping"));
        }
        if self.data.len() > IMPORT_BYTES_MAX {
            return Err(ApiError::from(domain::import::ImportError::TooManyBytes).at("data"));
        }
        let mapping = Mapping::parse(&self.mapping).map_err(|error| ApiError::from(error).at("mapping"))?;
        let first_line = self.first_line.and_then(|line| u64::try_from(line).ok()).filter(|line| *line > 0);
        Ok(Piece { format, mapping, data: self.data, first_line: first_line.unwrap_or(format.first_line()) })
    }
}

fn count(rows: u64) -> i32 {
    i32::try_from(rows).unwrap_or(i32::MAX)
}

#[Object]
impl ImportMutation {
    /// Takes moments from a file. Rows known from before change nothing; bad rows are reported, the good go in.
    #[graphql(guard = "Requires(Permission::ImportWrite)", directive = RequiresScopes::apply(Permission::ImportWrite))]
    async fn moment_import(&self, ctx: &Context<'_>, input: ImportInput) -> ApiResult<MomentImportPayload> {
        let request = Request::of(ctx)?;
        request.caller.may(Permission::MomentModerate)?;
        request.works(Permission::MomentSubmit).await?;
        MomentImportPayload::of(async {
            let now = request.now();
            let piece = input.read()?;
            let rows = read_moments(piece.format, &piece.data, &piece.mapping, piece.first_line)?;
            let mut report = ImportReport { read: count(rows.len() as u64), ..ImportReport::default() };
            let mut good = Vec::with_capacity(rows.len());
            for row in rows {
                match row {
                    Err(refused) => report.refused.push(refused.into()),
                    Ok((line, moment)) => {
                        let external_id = moment.external_id.clone();
                        match moment.validate(now) {
                            Ok(moment) => good.push(moment),
                            Err(error) => {
                                let (code, reason) = (error.code(), error.to_string());
                                let refused = Refused { line, external_id: Some(external_id), code, reason };
                                report.refused.push(refused.into());
                            }
                        }
                    }
                }
            }
            for batch in good.chunks(MOMENT_BATCH_ROWS_MAX) {
                let tx = request.write().await?;
                let outcomes = submit(&tx, batch, now).await?;
                let written = outcomes.iter().filter(|outcome| outcome.created).count();
                if written > 0 {
                    let detail = json!({ "rows": batch.len(), "written": written });
                    audit::write(&tx, "momentImport", request.caller.tenant()?.tenant(), detail, now).await?;
                    request.commit_shown(tx).await?;
                }
                report.written += count(written as u64);
                report.already_there += count((outcomes.len() - written) as u64);
            }
            Ok(MomentImportPayload::done(report))
        })
        .await
    }

    /// Takes orders and cancellations from a file, each order in a transaction of its own, in the file's order.
    #[graphql(guard = "Requires(Permission::ImportWrite)", directive = RequiresScopes::apply(Permission::ImportWrite))]
    async fn conversion_import(
        &self,
        ctx: &Context<'_>,
        input: ImportInput,
    ) -> ApiResult<ConversionImportPayload> {
        let request = Request::of(ctx)?;
        request.caller.may(Permission::ConversionWrite)?;
        request.caller.may(Permission::RefundWrite)?;
        ConversionImportPayload::of(async {
            let now = request.now();
            let piece = input.read()?;
            let rows = read_orders(piece.format, &piece.data, &piece.mapping, piece.first_line)?;
            request.forget();
            let (app, tenant) = (&request.app, request.caller.tenant()?);
            let done =
                billing::conversion::import(&app.pool, tenant, rows, &app.secrets.click_key(), now).await?;
            if done.written > 0 {
                let tx = request.write().await?;
                let detail = json!({ "read": done.read, "written": done.written });
                audit::write(&tx, "conversionImport", tenant.tenant(), detail, now).await?;
                tx.commit().await?;
            }
            Ok(ConversionImportPayload::done(ImportReport {
                read: count(done.read),
                written: count(done.written),
                already_there: count(done.already_there),
                unmatched: count(done.unmatched),
                refused: done.refused.into_iter().map(Into::into).collect(),
            }))
        })
        .await
    }

    /// Takes touches from a file: clicks, codes and clicks on moments. Rows known from before change nothing; a repeat within an
    /// hour is kept and does not count. Conversions that a touch is late for are decided again while nothing of them is payable.
    #[graphql(guard = "Requires(Permission::ImportWrite)", directive = RequiresScopes::apply(Permission::ImportWrite))]
    async fn touch_import(&self, ctx: &Context<'_>, input: ImportInput) -> ApiResult<TouchImportPayload> {
        let request = Request::of(ctx)?;
        request.caller.may(Permission::ConversionWrite)?;
        TouchImportPayload::of(async {
            let now = request.now();
            let piece = input.read()?;
            let rows = read_touches(piece.format, &piece.data, &piece.mapping, piece.first_line)?;
            let mut report = ImportReport { read: count(rows.len() as u64), ..ImportReport::default() };
            let mut good = Vec::with_capacity(rows.len());
            for row in rows {
                let read = row.and_then(|(line, touch)| {
                    let external_id = touch.external_id.clone();
                    let valid = touch.validate(now).map(|touch| (line, touch));
                    valid.map_err(|error| {
                        let external_id = Some(external_id.chars().take(200).collect());
                        Refused { line, external_id, code: error.code(), reason: error.to_string() }
                    })
                });
                match read {
                    Ok(touch) => good.push(touch),
                    Err(refused) => report.refused.push(refused.into()),
                }
            }
            for batch in good.chunks(TOUCH_BATCH_ROWS_MAX) {
                let (lines, touches): (Vec<u64>, Vec<ValidTouch>) = batch.iter().cloned().unzip();
                let tx = request.write().await?;
                let outcomes = touch_import::submit(&tx, &touches, now).await?;
                let written = outcomes.iter().filter(|outcome| **outcome == Submitted::Created).count();
                if written > 0 {
                    let detail = json!({ "rows": batch.len(), "written": written });
                    audit::write(&tx, "touchImport", request.caller.tenant()?.tenant(), detail, now).await?;
                    tx.commit().await?;
                }
                report.written += count(written as u64);
                for ((line, touch), outcome) in lines.iter().zip(&touches).zip(outcomes) {
                    match outcome {
                        Submitted::Created => {}
                        Submitted::AlreadyThere => report.already_there += 1,
                        Submitted::Unknown(code) => report.refused.push(unknown(*line, touch, code).into()),
                    }
                }
            }
            report.refused.sort_by_key(|refused| refused.line.0);
            Ok(TouchImportPayload::done(report))
        })
        .await
    }
}

/// The refusal of a touch that names what is not there.
fn unknown(line: u64, touch: &ValidTouch, code: &'static str) -> Refused {
    let reason = match &touch.target {
        Target::Link(slug) => format!("no link in use has the slug {slug:?}"),
        Target::Code(text) => format!("no code in use is {text:?}"),
        Target::Moment { source, external_id } => format!("{source:?} has no moment {external_id:?}"),
    };
    Refused { line, external_id: Some(touch.external_id.clone()), code, reason }
}
