//! What Stripe still needs of a person, in plain words. Source of the codes: docs.stripe.com/connect/required-verification-information.

/// Requirements that one sentence covers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Requirement {
    /// Stripe's codes, as they came.
    pub codes: Vec<String>,
    /// What is asked for. A code we do not know stands as it is.
    pub sentence: String,
}

/// Codes by what they begin with, after the word for whom they are about is taken off. The first that fits counts.
const SENTENCES: &[(&str, &str)] = &[
    ("external_account", "Say which bank account your money goes to."),
    ("tos_acceptance", "Agree to Stripe's terms of service."),
    ("business_type", "Say whether you are paid as a person or as a company."),
    ("business_profile.url", "Give the address of your website or profile."),
    ("business_profile.mcc", "Say what kind of business you do."),
    ("business_profile.product_description", "Describe in a sentence what you do."),
    ("business_profile", "Tell Stripe about what you do."),
    ("verification.proof_of_liveness", "Take a picture of yourself, so that Stripe can see that it is you."),
    ("verification.additional_document", "Send a second document that shows your address."),
    ("verification.document", "Send a picture of your passport, identity card or driving licence."),
    ("verification", "Prove who you are."),
    ("first_name", "Give your legal name."),
    ("last_name", "Give your legal name."),
    ("full_name_aliases", "Give other names you are known by."),
    ("name", "Give the company's legal name."),
    ("dob", "Give your date of birth."),
    ("address", "Give your address."),
    ("email", "Give your e-mail address."),
    ("phone", "Give your telephone number."),
    ("ssn_last_4", "Give the last four digits of your social security number."),
    ("id_number", "Give your national identification or tax number."),
    ("tax_id", "Give the company's tax number."),
    ("vat_id", "Give the company's VAT number."),
    ("registration_number", "Give the company's registration number."),
    ("political_exposure", "Say whether you hold a public office."),
    ("nationality", "Give your nationality."),
    ("relationship", "Say what you are to the company: owner, director or representative."),
    ("owners_provided", "Name the company's owners."),
    ("directors_provided", "Name the company's directors."),
    ("executives_provided", "Name the company's executives."),
    ("representative_provided", "Name who speaks for the company."),
    ("settings.payments.statement_descriptor", "Say what customers see on their bank statement."),
];

/// Codes that need the word for whom they are about.
const WHOLE: &[(&str, &str)] = &[
    ("company.address", "Give the company's address."),
    ("company.phone", "Give the company's telephone number."),
    ("company.verification.document", "Send a document that proves the company's registration."),
];

/// Requirements in the order they came, those with the same sentence together.
pub fn in_words(codes: &[String]) -> Vec<Requirement> {
    let mut found: Vec<Requirement> = Vec::new();
    for code in codes {
        let sentence = sentence(code).map_or_else(|| code.clone(), str::to_owned);
        match found.iter_mut().find(|known| known.sentence == sentence) {
            Some(known) => known.codes.push(code.clone()),
            None => found.push(Requirement { codes: vec![code.clone()], sentence }),
        }
    }
    found
}

fn sentence(code: &str) -> Option<&'static str> {
    let fits = |table: &'static [(&'static str, &'static str)], code: &str| {
        let begins = |start: &str| {
            code.strip_prefix(start).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        table.iter().find(|(start, _)| begins(start)).map(|(_, sentence)| *sentence)
    };
    fits(WHOLE, code).or_else(|| fits(SENTENCES, without_whom(code)))
}

/// `individual.dob.day` and `person_1abc.dob.day` are both about a `dob.day`.
fn without_whom(code: &str) -> &str {
    match code.split_once('.') {
        Some((whom, rest))
            if matches!(
                whom,
                "individual" | "company" | "representative" | "owners" | "directors" | "executives"
            ) || whom.starts_with("person_") =>
        {
            rest
        }
        _ => code,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(codes: &[&str]) -> Vec<(usize, String)> {
        let codes: Vec<String> = codes.iter().map(|code| (*code).to_owned()).collect();
        in_words(&codes).into_iter().map(|r| (r.codes.len(), r.sentence)).collect()
    }

    #[test]
    fn codes_become_sentences_and_those_of_one_question_one() {
        let told = words(&[
            "individual.dob.day",
            "individual.dob.month",
            "person_1N9XNb.dob.year",
            "individual.first_name",
            "individual.last_name",
            "external_account",
            "tos_acceptance.ip",
            "company.address.line1",
            "individual.address.line1",
            "company.verification.document",
            "individual.verification.document",
        ]);
        let told: Vec<(usize, &str)> = told.iter().map(|(n, s)| (*n, s.as_str())).collect();
        assert_eq!(
            told,
            [
                (3, "Give your date of birth."),
                (2, "Give your legal name."),
                (1, "Say which bank account your money goes to."),
                (1, "Agree to Stripe's terms of service."),
                (1, "Give the company's address."),
                (1, "Give your address."),
                (1, "Send a document that proves the company's registration."),
                (1, "Send a picture of your passport, identity card or driving licence."),
            ]
        );
    }

    #[test]
    fn what_is_not_known_stands_as_it_is() {
        for strange in ["interview.with.the.king", "dobby.day", "individual", "", "<b>dob"] {
            assert_eq!(words(&[strange]), [(1, strange.to_owned())]);
        }
    }
}
