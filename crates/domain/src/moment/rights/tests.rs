use proptest::prelude::*;

use super::*;
use crate::feed::LANDMARK;
use crate::moment::{Disclosure, Moderation, Visibility};

fn axes(rights: Rights, starts: Option<DateTime<Utc>>, ends: Option<DateTime<Utc>>) -> Axes {
    Axes {
        moderation: Moderation::Approved,
        reject_code: None,
        reject_editable: false,
        rights,
        rights_requested_at: Some(LANDMARK),
        rights_starts_at: starts,
        rights_ends_at: ends,
        visibility: Visibility::Visible,
        disclosure: Disclosure::NotRequired,
    }
}

fn scope(uses: &[RightsUse], territories: &[&str]) -> Result<Scope, RightsError> {
    let territories = territories.iter().map(|text| (*text).to_owned()).collect();
    NewScope { uses: uses.to_vec(), territories }.try_into()
}

#[test]
fn a_grant_goes_through_its_phases() {
    let (day, tick) = (TimeDelta::days(1), TimeDelta::microseconds(1));
    let (starts, ends) = (LANDMARK + day * 10, LANDMARK + day * 100);
    let at = |now| phase(starts, Some(ends), ExpiryNotice::default(), now);
    let notice = day * 14;
    for (now, expected) in [
        (starts - tick, GrantPhase::NotStarted),
        (starts, GrantPhase::Running),
        (ends - notice - tick, GrantPhase::Running),
        (ends - notice, GrantPhase::Upcoming),
        (ends - tick, GrantPhase::Upcoming),
        (ends, GrantPhase::Expired),
    ] {
        assert_eq!(at(now), expected, "{now}");
    }
    assert_eq!(phase(starts, None, ExpiryNotice::default(), ends), GrantPhase::Running);
    for (days, good) in [(0, false), (1, true), (90, true), (91, false), (-1, false)] {
        assert_eq!(ExpiryNotice::new(days).is_ok(), good, "{days}");
    }
}

#[test]
fn a_request_is_overdue_to_the_instant() {
    let asked = axes(Rights::Requested, None, None);
    let due = LANDMARK + TimeDelta::days(RIGHTS_ANSWER_DAYS);
    assert_eq!(lapses_at(LANDMARK), due);
    assert!(asked.is_overdue(due) && !asked.is_overdue(due - TimeDelta::microseconds(1)));
}

#[test]
fn the_board_has_a_column_for_whatever_needs_a_right() {
    let (now, day) = (LANDMARK + TimeDelta::days(1), TimeDelta::days(1));
    for rights in Rights::ALL {
        let phase = axes(*rights, Some(LANDMARK), Some(now)).rights_phase(ExpiryNotice::default(), now);
        let expected = match rights {
            Rights::NotRequired => None,
            Rights::Granted => Some(RightsPhase::Expired),
            other => Some(other.as_str().parse().unwrap()),
        };
        assert_eq!(phase, expected, "{rights}");
    }
    let granted =
        |starts, ends| axes(Rights::Granted, starts, ends).rights_phase(ExpiryNotice::default(), now);
    assert_eq!(granted(None, None), Some(RightsPhase::Elsewhere));
    assert_eq!(granted(Some(now + day), None), Some(RightsPhase::NotStarted));
    assert_eq!(granted(Some(now), None), Some(RightsPhase::Running));
    assert_eq!(granted(Some(now), Some(now + day)), Some(RightsPhase::Upcoming));
}

#[test]
fn terms_are_text() {
    assert_eq!(
        RightsTermsText::new(" We show it.\n\tFor a year. ").unwrap().as_str(),
        "We show it.\n\tFor a year."
    );
    for wrong in ["", " \n", "a\u{0}b", &"a".repeat(TERMS_CHARS_MAX + 1)] {
        assert_eq!(RightsTermsText::new(wrong).map_err(|error| error.code()), Err("TERMS_TEXT_INVALID"));
    }
}

#[test]
fn evidence_names_a_message_and_its_text() {
    let hash = "0a".repeat(32);
    let good = Evidence::new(RightsChannel::Comment, " c-1 ", &hash).unwrap();
    assert_eq!(
        (good.channel(), good.message_id(), good.text_hash()),
        (RightsChannel::Comment, "c-1", &[10; 32])
    );
    let code =
        |id: &str, hash: &str| Evidence::new(RightsChannel::Email, id, hash).map_err(|error| error.code());
    for id in ["", "  ", "a\nb", &"a".repeat(201)] {
        assert_eq!(code(id, &hash), Err("MESSAGE_ID_INVALID"), "{id}");
    }
    assert_eq!(code("c-1", &hash[1..]), Err("TEXT_HASH_INVALID"));
    assert_eq!(TermsVersion::new(1).map(TermsVersion::number), Ok(1));
    assert_eq!(TermsVersion::new(0).map_err(|error| error.code()), Err("TERMS_VERSION_INVALID"));
}

#[test]
fn a_scope_covers_what_it_names_and_nothing_else() {
    use RightsUse::{Ads, Print, Website};
    let some = scope(&[Website, Ads, Website], &["gb", "DE", "GB"]).unwrap();
    assert_eq!(some.uses().collect::<Vec<_>>(), [Website, Ads]);
    let text = serde_json::to_string(&some).unwrap();
    assert_eq!(text, r#"{"uses":["WEBSITE","ADS"],"territories":["DE","GB"]}"#);
    assert_eq!(serde_json::from_str::<Scope>(&text).unwrap(), some);
    assert!(some.covers(Ads, Some("DE")));
    assert!(!some.covers(Print, Some("DE")) && !some.covers(Ads, Some("FR")) && !some.covers(Ads, None));
    let world = scope(&[Print], &["world"]).unwrap();
    let shown = |territories: &[&str]| scope(&[Website], territories).unwrap().shows_here();
    assert!(shown(&["WORLD"]) && !shown(&["DE"]) && !world.shows_here());
    assert!(world.covers(Print, None) && world.covers(Print, Some("FR")) && !world.covers(Ads, Some("FR")));
    assert_eq!(serde_json::to_string(&world).unwrap(), r#"{"uses":["PRINT"],"territories":["WORLD"]}"#);
}

#[test]
fn a_scope_has_bounds() {
    let code =
        |uses: &[RightsUse], territories: &[&str]| scope(uses, territories).map_err(|error| error.code());
    let uses = [RightsUse::Website];
    assert_eq!(code(&[], &["DE"]), Err("NO_USE"));
    assert_eq!(code(&uses, &[]), Err("NO_TERRITORY"));
    for wrong in [vec!["ZZ"], vec!["Germany"], vec!["DE", "WORLD"], vec![""], vec!["UK"]] {
        assert_eq!(code(&uses, &wrong), Err("TERRITORY_INVALID"), "{wrong:?}");
    }
    assert!(scope(&uses, &["DE"; TERRITORIES_MAX]).is_ok());
    assert_eq!(code(&uses, &["DE"; TERRITORIES_MAX + 1]), Err("TOO_MANY_TERRITORIES"));
    assert!(serde_json::from_str::<Scope>(r#"{"uses":["ADS"],"territories":[]}"#).is_err());
}

proptest! {
    /// The phases and the one definition of publishable say the same.
    #[test]
    fn a_grant_is_published_while_it_runs(
        starts in -50i64..50, length in prop::option::of(1i64..50), now in -60i64..110, notice in 1i64..=90,
    ) {
        let day = |days| LANDMARK + TimeDelta::days(days);
        let axes = axes(Rights::Granted, Some(day(starts)), length.map(|length| day(starts + length)));
        let phase = axes.rights_phase(ExpiryNotice::new(notice).unwrap(), day(now)).unwrap();
        let holds = matches!(phase, RightsPhase::Running | RightsPhase::Upcoming);
        prop_assert_eq!(axes.publishable(day(now)), holds);
    }

    /// What is overdue lapses, and nothing else does.
    #[test]
    fn the_overdue_lapse(minutes in 0i64..40 * 24 * 60, which in 0usize..Rights::ALL.len()) {
        let now = LANDMARK + TimeDelta::minutes(minutes);
        let mut axes = axes(Rights::ALL[which], None, None);
        let overdue = axes.is_overdue(now);
        prop_assert_eq!(overdue, axes.rights == Rights::Requested && minutes >= 14 * 24 * 60);
        let lapsed = axes.lapse_rights(now) == Ok(crate::state::Step::Done);
        prop_assert_eq!(overdue, lapsed);
    }
}
