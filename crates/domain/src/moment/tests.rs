use chrono::{DateTime, TimeDelta, Utc};
use proptest::prelude::*;

use super::rights::GrantWindow;
use super::*;
use crate::state::Step;

fn noon() -> DateTime<Utc> {
    crate::feed::LANDMARK + TimeDelta::hours(12)
}

fn new() -> NewMoment {
    NewMoment {
        kind: MomentKind::Review,
        source: "shop".into(),
        external_id: "r1".into(),
        creator: None,
        customer: None,
        title: None,
        body: "Fits well.".into(),
        rating: Some(5),
        permalink: None,
        language: None,
        products: Vec::new(),
        published_at: noon() - TimeDelta::days(1),
        moderation: None,
        rights: Rights::NotRequired,
        media: Vec::new(),
        question: None,
    }
}

fn axes(rights: Rights) -> Axes {
    NewMoment { rights, ..new() }.validate(noon()).unwrap().axes(noon())
}

#[test]
fn a_new_moment_waits_and_is_not_published() {
    let mut axes = axes(Rights::NotRequired);
    assert_eq!(axes.moderation, Moderation::Pending);
    assert!(!axes.publishable(noon()));
    assert_eq!(axes.approve(), Ok(Step::Done));
    assert_eq!(axes.approve(), Ok(Step::Already));
    assert!(axes.publishable(noon()));
}

/// Each condition alone stands in the way.
#[test]
fn publishable_needs_all_four() {
    let mut good = axes(Rights::NotRequired);
    good.approve().unwrap();
    let spoil: [fn(&mut Axes); 6] = [
        |axes| drop(axes.reject(RejectCode::Spam)),
        |axes| drop(axes.flag()),
        |axes| drop(axes.hide()),
        |axes| drop(axes.erase()),
        |axes| drop(axes.require_disclosure()),
        |axes| axes.rights = Rights::Unrequested,
    ];
    for spoil in spoil {
        let mut axes = good.clone();
        spoil(&mut axes);
        assert!(!axes.publishable(noon()), "{axes:?}");
    }
    let mut disclosed = good.clone();
    disclosed.require_disclosure().unwrap();
    assert_eq!(disclosed.disclose(), Ok(Step::Done));
    assert_eq!(disclosed.require_disclosure(), Ok(Step::Already));
    assert!(disclosed.publishable(noon()));
    let mut back = good.clone();
    back.hide().unwrap();
    assert_eq!(back.show(), Ok(Step::Done));
    assert!(back.publishable(noon()));
}

#[test]
fn rights_are_asked_for_given_and_taken_back() {
    let (from, to) = (noon() + TimeDelta::days(1), noon() + TimeDelta::days(3));
    let mut axes = axes(Rights::Unrequested);
    axes.approve().unwrap();
    assert_eq!(axes.request_rights(noon()), Ok(Step::Done));
    assert_eq!(axes.request_rights(to), Ok(Step::Already));
    assert_eq!(axes.rights_requested_at, Some(noon()));
    assert_eq!(GrantWindow::new(to, Some(from)), Err(MomentError::Window));
    assert_eq!(GrantWindow::new(from, Some(from)), Err(MomentError::Window));
    assert_eq!(GrantWindow::new(from, Some(DateTime::<Utc>::MAX_UTC)), Err(MomentError::Window));
    assert_eq!(GrantWindow::new(DateTime::<Utc>::MIN_UTC, None), Err(MomentError::Window));
    let window = GrantWindow::new(from, Some(to)).unwrap();
    assert_eq!(axes.grant_rights(Some(window)), Ok(Step::Done));
    assert_eq!(axes.grant_rights(Some(window)), Ok(Step::Already));
    assert!(!axes.publishable(noon()));
    assert_eq!(axes.publishable_until(noon()), Some(from));
    assert!(axes.publishable(from));
    assert_eq!(axes.publishable_until(from), Some(to));
    assert!(!axes.publishable(to));
    assert_eq!(axes.publishable_until(to), None);
    assert_eq!(axes.revoke_rights(), Ok(Step::Done));
    assert!(!axes.publishable(from));
    assert!(axes.request_rights(noon()).is_err());
    assert_eq!(axes.grant_rights(None), Ok(Step::Done));
    assert!(!axes.publishable(from), "a grant for other uses shows nothing here");
}

#[test]
fn who_said_no_is_not_asked_again_and_who_said_yes_may_be_asked_for_longer() {
    let window = GrantWindow::new(noon(), Some(noon() + TimeDelta::days(9))).unwrap();
    let mut refused = axes(Rights::Unrequested);
    refused.request_rights(noon()).unwrap();
    refused.decline_rights().unwrap();
    assert!(refused.request_rights(noon()).is_err());
    assert_eq!(refused.grant_rights(Some(window)), Ok(Step::Done));
    let granted = refused.clone();
    let later = noon() + TimeDelta::days(8);
    assert_eq!(refused.request_rights(later), Ok(Step::Done));
    assert_eq!(refused.decline_rights(), Ok(Step::Already));
    assert_eq!(refused.lapse_rights(later + TimeDelta::days(RIGHTS_ANSWER_DAYS)), Ok(Step::Already));
    assert_eq!(refused, Axes { rights_requested_at: Some(later), ..granted });
    let mut not_needed = axes(Rights::NotRequired);
    assert!(not_needed.grant_rights(Some(window)).is_err());
}

#[test]
fn a_request_lapses_after_fourteen_days() {
    let mut axes = axes(Rights::Unrequested);
    assert!(axes.lapse_rights(noon()).is_err());
    axes.request_rights(noon()).unwrap();
    let end = noon() + TimeDelta::days(RIGHTS_ANSWER_DAYS);
    assert!(axes.lapse_rights(end - TimeDelta::seconds(1)).is_err());
    assert_eq!(axes.lapse_rights(end), Ok(Step::Done));
    assert_eq!(axes.lapse_rights(end), Ok(Step::Already));
    assert!(axes.decline_rights().is_err());
    assert_eq!(axes.request_rights(end), Ok(Step::Done));
    assert!(axes.lapse_rights(end).is_err());
}

#[test]
fn a_rejection_keeps_its_reason_and_says_whether_an_edit_helps() {
    let mut axes = axes(Rights::NotRequired);
    assert_eq!(axes.reject(RejectCode::OffTopic), Ok(Step::Done));
    assert_eq!(axes.reject(RejectCode::OffTopic), Ok(Step::Already));
    assert!(axes.reject_editable);
    assert!(axes.flag().is_err());
    assert_eq!(axes.edited(), Ok(Step::Done));
    assert_eq!((axes.moderation, axes.reject_code), (Moderation::Pending, None));
    assert_eq!(axes.reject(RejectCode::Spam), Ok(Step::Done));
    assert!(axes.edited().is_err());
    assert_eq!(axes.approve(), Ok(Step::Done));
    assert_eq!((axes.reject_code, axes.reject_editable), (None, false));
}

#[test]
fn what_is_erased_stays_erased() {
    let mut axes = axes(Rights::NotRequired);
    assert_eq!(axes.erase(), Ok(Step::Done));
    assert_eq!(axes.erase(), Ok(Step::Already));
    for step in [axes.approve(), axes.show(), axes.hide(), axes.flag(), axes.disclose(), axes.edited()] {
        assert_eq!(step, Err(MomentError::Erased));
    }
}

#[test]
fn granted_rights_of_a_new_moment_start_now() {
    let axes = axes(Rights::Granted);
    assert_eq!(axes.rights_starts_at, Some(noon()));
}

#[test]
fn fields_are_kept_within_their_bounds() {
    let code = |change: fn(&mut NewMoment)| {
        let mut moment = new();
        change(&mut moment);
        moment.validate(noon()).map_err(|error| error.code()).map(|_| "")
    };
    assert_eq!(code(|m| m.body = " \n".into()), Err("NO_TEXT"));
    assert_eq!(code(|m| m.body = "é".repeat(MOMENT_BODY_CHARS_MAX)), Ok(""));
    assert_eq!(code(|m| m.body = "é".repeat(MOMENT_BODY_CHARS_MAX + 1)), Err("TOO_LONG"));
    assert_eq!(code(|m| m.body = "a\u{0}b".into()), Err("CONTROL_CHARACTERS"));
    assert_eq!(code(|m| m.body = "a\r\n\tb".into()), Ok(""));
    assert_eq!(code(|m| m.source = "".into()), Err("EMPTY"));
    assert_eq!(code(|m| m.external_id = "x".repeat(201)), Err("TOO_LONG"));
    assert_eq!(code(|m| m.title = Some("a\nb".into())), Err("CONTROL_CHARACTERS"));
    assert_eq!(code(|m| m.title = Some("t".repeat(501))), Err("TOO_LONG"));
    assert_eq!(code(|m| m.rating = Some(0)), Err("RATING_INVALID"));
    assert_eq!(code(|m| m.rating = Some(6)), Err("RATING_INVALID"));
    assert_eq!(code(|m| m.permalink = Some("javascript:alert(1)".into())), Err("PERMALINK_INVALID"));
    assert_eq!(code(|m| m.permalink = Some("https://shop.example/r/1".into())), Ok(""));
    assert_eq!(code(|m| m.published_at += TimeDelta::days(2)), Err("PUBLISHED_AT_OUT_OF_RANGE"));
    assert_eq!(code(|m| m.published_at = DateTime::<Utc>::MIN_UTC), Err("PUBLISHED_AT_OUT_OF_RANGE"));
    assert_eq!(code(|m| m.moderation = Some(Moderation::Rejected)), Err("BEGINNING_INVALID"));
    assert_eq!(code(|m| m.rights = Rights::Revoked), Err("BEGINNING_INVALID"));
    let named =
        |external_id: &str, name: &str| NewCreator { external_id: external_id.into(), name: name.into() };
    let moment = NewMoment { creator: Some(named("c1", " ")), ..new() };
    assert_eq!(moment.validate(noon()).map_err(|error| error.code()), Err("EMPTY"));
}

#[test]
fn a_clock_slightly_ahead_is_set_back_and_products_are_named_once() {
    let product = |title: &str| NewProductRef {
        external_id: " p1 ".into(),
        title: Some(title.into()).filter(|title: &String| !title.is_empty()),
        category: None,
    };
    let moment = NewMoment {
        published_at: noon() + TimeDelta::minutes(4),
        title: Some("  ".into()),
        products: vec![product(""), product("Coat")],
        ..new()
    };
    let valid = moment.validate(noon()).unwrap();
    assert_eq!(valid.published_at, noon());
    assert_eq!(valid.title, None);
    assert_eq!(valid.products.len(), 1);
    assert_eq!(valid.products[0].title_or_id(), "p1");
    let again = valid.clone().into_inner().validate(noon());
    assert_eq!(again, Ok(valid));
}

proptest! {
    /// Whatever happens to a moment, its row satisfies the CHECKs of its table.
    #[test]
    fn no_path_breaks_the_rules_of_the_table(steps in prop::collection::vec(0u8..15, 0..30)) {
        let mut axes = axes(Rights::Unrequested);
        let at = |days: i64| noon() + TimeDelta::days(days);
        for (day, step) in (0i64..).zip(steps) {
            let before = axes.clone();
            let outcome = match step {
                0 => axes.approve(),
                1 => axes.reject(RejectCode::Spam),
                2 => axes.reject(RejectCode::Other),
                3 => axes.flag(),
                4 => axes.edited(),
                5 => axes.request_rights(at(day)),
                6 => axes.grant_rights(GrantWindow::new(at(day), Some(at(day + 5))).ok()),
                14 => axes.grant_rights(None),
                7 => axes.decline_rights(),
                8 => axes.lapse_rights(at(day)),
                9 => axes.revoke_rights(),
                10 => axes.hide(),
                11 => axes.show(),
                12 => axes.require_disclosure(),
                _ => axes.disclose(),
            };
            prop_assert_eq!(outcome == Ok(Step::Done), axes != before);
            prop_assert_eq!(axes.moderation == Moderation::Rejected, axes.reject_code.is_some());
            prop_assert!(axes.rights_ends_at.is_none() || axes.rights_starts_at.is_some());
            if let Some(until) = axes.publishable_until(at(day)) {
                let just_before = until - TimeDelta::milliseconds(1);
                prop_assert_eq!(axes.publishable(at(day)), axes.publishable(just_before));
            }
        }
    }
}
