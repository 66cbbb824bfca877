//! Groups of a programme's affiliates, with terms of their own.

use async_graphql::{Context, ID, InputObject, Object};
use chrono::{DateTime, Utc};
use domain::ids::{EnrollmentId, GroupId};
use domain::permission::Permission;
use domain::text::is_line;
use serde_json::json;
use store::{TenantScope, audit, group as row};

use super::batch::{Edge, by_id};
use super::children::children_of;
use super::connection::keyed;
use super::enrollment::Enrollment;
use super::guard::{Requires, RequiresScopes};
use super::payload::payload;
use super::program::{Program, ProgramById};
use super::request::{Request, id, maybe_id};
use crate::error::{ApiError, ApiResult};

/// Longest name, in characters.
const NAME_CHARS_MAX: usize = 200;

/// Affiliates of a programme with terms of their own.
pub struct Group(pub row::Group);
keyed!(Group);

#[Object]
impl Group {
    pub async fn id(&self) -> ID {
        self.0.id.into()
    }
    async fn name(&self) -> &str {
        &self.0.name
    }
    /// Whether it is of coupon sites or extensions: a policy may weigh their late touches down.
    async fn stands_down(&self) -> bool {
        self.0.stands_down
    }
    async fn program(&self, ctx: &Context<'_>) -> ApiResult<Program> {
        Ok(Program(Request::of(ctx)?.promised::<ProgramById>(self.0.program_id).await?))
    }
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }
}

by_id!(
    /// A group by id.
    GroupById: GroupId => row::Group
);
children_of!(
    /// A page of a programme's groups.
    GroupsOfProgram: store::children::GROUPS_OF_PROGRAM => row::Group
);

/// The group an enrollment is in.
pub struct GroupOfEnrollment;

impl Edge for GroupOfEnrollment {
    type Key = EnrollmentId;
    type Value = row::Group;

    async fn load(
        request: &Request,
        keys: Vec<EnrollmentId>,
    ) -> ApiResult<std::collections::HashMap<EnrollmentId, row::Group>> {
        Ok(row::Group::of_enrollments(&*request.read()?, &keys).await?.into_iter().collect())
    }
}

/// A new group.
#[derive(InputObject)]
pub struct GroupCreateInput {
    pub program_id: ID,
    /// 1 to 200 characters, unique in its programme.
    pub name: String,
    /// Whether it is of coupon sites or extensions; not unless given.
    pub stands_down: Option<bool>,
}

/// What to change of a group; what is left out stays.
#[derive(InputObject)]
pub struct GroupUpdateInput {
    pub group_id: ID,
    pub name: Option<String>,
    pub stands_down: Option<bool>,
}

/// Which group an affiliate is in.
#[derive(InputObject)]
pub struct EnrollmentGroupInput {
    pub enrollment_id: ID,
    /// None unless given.
    pub group_id: Option<ID>,
}

payload! {
    /// The new group.
    GroupCreatePayload, GroupCreateUserError, GroupCreateErrorCode { group: Group }
    errors [INVALID_NAME]
}
payload! {
    /// The changed group.
    GroupUpdatePayload, GroupUpdateUserError, GroupUpdateErrorCode { group: Group }
    errors [INVALID_NAME]
}
payload! {
    /// The enrollment in its group.
    EnrollmentGroupPayload, EnrollmentGroupUserError, EnrollmentGroupErrorCode { enrollment: Enrollment }
    errors [GROUP_OF_ANOTHER_PROGRAM]
}

#[derive(Default)]
pub struct GroupMutation;

#[Object]
impl GroupMutation {
    /// Makes a group of a programme's affiliates. It has the programme's terms until it has its own.
    #[graphql(guard = "Requires(Permission::ProgramWrite)", directive = RequiresScopes::apply(Permission::ProgramWrite))]
    async fn group_create(
        &self,
        ctx: &Context<'_>,
        input: GroupCreateInput,
    ) -> ApiResult<GroupCreatePayload> {
        let request = Request::of(ctx)?;
        GroupCreatePayload::of(async {
            let now = request.now();
            let tx = request.write().await?;
            let program = id(&input.program_id, "programId")?;
            let found = store::program::Program::find(&tx, program).await;
            found.map_err(|error| ApiError::from(error).at("programId"))?;
            let group = row::Group {
                tenant_id: tx.tenant(),
                id: store::new_id(),
                program_id: program,
                name: name(&input.name)?,
                stands_down: input.stands_down.unwrap_or(false),
                created_at: now,
            };
            group.insert(&tx).await?;
            audit::write(&tx, "groupCreate", group.id, standing(&group), now).await?;
            tx.commit().await?;
            Ok(GroupCreatePayload::done(Group(group)))
        })
        .await
    }

    /// Changes a group's name, and whether its late touches stand down from now on.
    #[graphql(guard = "Requires(Permission::ProgramWrite)", directive = RequiresScopes::apply(Permission::ProgramWrite))]
    async fn group_update(
        &self,
        ctx: &Context<'_>,
        input: GroupUpdateInput,
    ) -> ApiResult<GroupUpdatePayload> {
        let request = Request::of(ctx)?;
        GroupUpdatePayload::of(async {
            let tx = request.write().await?;
            let mut group = row::Group::lock(&tx, id(&input.group_id, "groupId")?).await?;
            let before = standing(&group);
            if let Some(text) = &input.name {
                group.name = name(text)?;
            }
            group.stands_down = input.stands_down.unwrap_or(group.stands_down);
            group.save(&tx).await?;
            audit::change(&tx, "groupUpdate", group.id, before, standing(&group), request.now()).await?;
            tx.commit().await?;
            Ok(GroupUpdatePayload::done(Group(group)))
        })
        .await
    }

    /// Puts an affiliate into a group of their programme, or into none. It counts for conversions recorded from now on.
    #[graphql(guard = "Requires(Permission::ProgramWrite)", directive = RequiresScopes::apply(Permission::ProgramWrite))]
    async fn enrollment_group(
        &self,
        ctx: &Context<'_>,
        input: EnrollmentGroupInput,
    ) -> ApiResult<EnrollmentGroupPayload> {
        let request = Request::of(ctx)?;
        EnrollmentGroupPayload::of(async {
            let now = request.now();
            let tx = request.write().await?;
            let enrollment: EnrollmentId = id(&input.enrollment_id, "enrollmentId")?;
            let found = store::enrollment::Enrollment::lock(&tx, enrollment).await;
            let enrollment = found.map_err(|error| ApiError::from(error).at("enrollmentId"))?;
            let group: Option<GroupId> = maybe_id(input.group_id.as_ref(), "groupId")?;
            if let Some(group) = group {
                let found = row::Group::find(&tx, group).await;
                if found.map_err(|error| ApiError::from(error).at("groupId"))?.program_id
                    != enrollment.program_id
                {
                    let text = "the group is of another programme";
                    return Err(ApiError::refused("GROUP_OF_ANOTHER_PROGRAM", text).at("groupId"));
                }
            }
            let before = row::Group::of_enrollments(&tx, &[enrollment.id]).await?;
            let before = json!({ "group": before.first().map(|(_, group)| group.id) });
            row::Group::assign(&tx, enrollment.id, enrollment.program_id, group).await?;
            let after = json!({ "group": group });
            audit::change(&tx, "enrollmentGroup", enrollment.id, before, after, now).await?;
            tx.commit().await?;
            Ok(EnrollmentGroupPayload::done(Enrollment(enrollment)))
        })
        .await
    }
}

fn name(text: &str) -> ApiResult<String> {
    let text = text.trim();
    if is_line(text, NAME_CHARS_MAX) {
        return Ok(text.to_owned());
    }
    let message = format!("a name has 1 to {NAME_CHARS_MAX} characters on one line");
    Err(ApiError::refused("INVALID_NAME", message).at("name"))
}

fn standing(group: &row::Group) -> serde_json::Value {
    json!({ "name": group.name, "standsDown": group.stands_down })
}
