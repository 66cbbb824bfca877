use super::catalogue::Reader;
use super::*;
use crate::ids::TypedId;
use crate::money::Currency;
use crate::requirement::in_words;

const READER: Reader<'_> = Reader { name: "Joe", brand: "Shop", public_url: Some("https://go.example.com/") };

fn payout() -> PayoutId {
    PayoutId::from_uuid(uuid::Uuid::from_u128(7))
}

fn gbp(minor: i64) -> Amount {
    Amount::new(minor, Currency::GBP)
}

fn all() -> Vec<Notice> {
    let day = NaiveDate::from_ymd_opt(2026, 3, 2).unwrap();
    let due = |stopped| Notice::RequirementsDue {
        stopped,
        requirements: in_words(&["external_account".into(), "strange.thing".into()]),
    };
    let missed = |number, reference: Option<&str>, rejected: Option<&str>| Notice::MissedSaleDecided {
        missed_sale: MissedSaleId::from_uuid(uuid::Uuid::from_u128(number)),
        reference: reference.map(str::to_owned),
        day,
        rejected: rejected.map(str::to_owned),
    };
    vec![
        Notice::CommissionsEarned { day, sums: vec![(1, gbp(1_000))] },
        Notice::CommissionsEarned { day, sums: vec![(2, gbp(1_500)), (1, Amount::new(900, Currency::JPY))] },
        Notice::CommissionsTakenBack {
            day,
            lines: vec![
                TakenBack { amount: gbp(500), reason: Some("An order was returned".into()) },
                TakenBack { amount: gbp(1), reason: None },
            ],
            more: 3,
        },
        Notice::PayoutSent {
            payout: payout(),
            amount: gbp(12_345),
            recovered: gbp(100),
            arrives: "2026-03-05T10:00:00Z".parse().unwrap(),
        },
        Notice::PayoutReturned { payout: payout(), reversed: gbp(45), amount: gbp(12_345) },
        Notice::PayoutBlocked { payout: payout(), amount: gbp(12_345), reason: "ONBOARDING".into() },
        Notice::PayoutFailed { payout: payout(), amount: gbp(12_345), reason: "account_closed".into() },
        Notice::PayoutAccountNeeded { day, sums: vec![gbp(1_000), Amount::new(900, Currency::JPY)] },
        due(false),
        due(true),
        missed(1, Some("A-1001"), None),
        missed(2, None, Some("It was paid to another affiliate")),
    ]
}

/// The contract with the reader: every text as it is sent. `UPDATE_SNAPSHOTS=1 cargo test -p domain notice` writes it.
#[test]
fn the_letters_are_those_of_the_committed_file() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/notices.txt");
    let shown = |cause: Cause, letter: Letter| {
        format!("=== {cause}\nSubject: {}\n\n{}\n", letter.subject, letter.text)
    };
    let to_affiliates = all().into_iter().map(|notice| shown(notice.cause(), letter(&notice, READER)));
    let olive = Reader { name: "Olive", ..READER };
    let to_tenants =
        tenant::tests::all().into_iter().map(|notice| shown(notice.cause(), tenant::letter(&notice, olive)));
    let to_people = account::tests::all().into_iter().map(|notice| {
        let Letter { subject, text, .. } = account::letter(&notice, Some("Olive"));
        format!("=== {}\nSubject: {subject}\n\n{text}\n", notice.cause())
    });
    let letters: String = to_affiliates.chain(to_tenants).chain(to_people).collect();
    if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
        std::fs::write(file, &letters).unwrap();
    }
    let committed = std::fs::read_to_string(file).unwrap_or_default();
    assert!(
        committed == letters,
        "docs/notices.txt is stale: UPDATE_SNAPSHOTS=1 cargo test -p domain notice"
    );
}

#[test]
fn hostile_names_are_text_and_begin_no_header() {
    let hostile = "<script>alert('x')</script>\r\nBcc: everyone@example.com\u{2028}&\"";
    let reader = Reader { name: hostile, brand: hostile, ..READER };
    for notice in all() {
        let letter = letter(&notice, reader);
        assert!(!letter.subject.chars().any(char::is_control), "{:?}", letter.subject);
        assert!(!letter.subject.contains('\u{2028}'));
        assert!(!letter.html.contains("<script"), "{}", letter.html);
        assert!(letter.html.contains("&lt;script&gt;alert(&#39;x&#39;)"), "{}", letter.html);
        assert!(!letter.text.lines().any(|line| line.starts_with("Bcc:")), "{}", letter.text);
    }
}

#[test]
fn a_subject_has_an_end() {
    let brand = "x".repeat(500);
    let letter = letter(&all()[0], Reader { brand: &brand, ..READER });
    assert_eq!(letter.subject.chars().count(), 151);
}

#[test]
fn one_cause_is_one_notice_and_another_another() {
    let about: std::collections::BTreeSet<(Cause, String)> =
        all().iter().map(|notice| (notice.cause(), notice.about())).collect();
    // The two digests of one day are the same notice.
    assert_eq!(about.len(), all().len() - 1);
    assert!(about.iter().all(|(_, about)| (1..=200).contains(&about.chars().count())));
    let set = |codes: [&str; 2]| Notice::RequirementsDue {
        stopped: true,
        requirements: in_words(&codes.map(str::to_owned)),
    };
    assert_eq!(set(["a", "b"]).about(), set(["b", "a"]).about());
    assert_ne!(set(["a", "b"]).about(), set(["a", "c"]).about());
}

#[test]
fn what_keeps_money_back_is_always_told() {
    let always: Vec<&str> =
        Cause::ALL.iter().filter(|c| c.asks_for().is_none() && !c.optional()).map(|c| c.as_str()).collect();
    assert_eq!(
        always,
        [
            "PAYOUT_BLOCKED",
            "PAYOUT_FAILED",
            "PAYOUT_ACCOUNT_NEEDED",
            "REQUIREMENTS_DUE",
            "MISSED_SALE_DECIDED"
        ]
    );
}
