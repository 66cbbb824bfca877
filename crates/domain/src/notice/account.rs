//! What people are told of their own account: by whom they are asked to join a team, whether an address is theirs, how a
//! forgotten password is replaced, and that one was.

use super::Letter;
use super::letter::Part::{Leads, Says};
use crate::account_mail::AccountMailCause;
use crate::permission::MemberRole;

/// What a person is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AccountNotice<'a> {
    /// [`AccountMailCause::MemberInvitation`]
    MemberInvitation {
        /// The brand's name.
        brand: &'a str,
        /// Who asks, where they still are a member.
        by: Option<&'a str>,
        /// As what.
        role: MemberRole,
        /// Where to accept.
        link: &'a str,
    },
    /// [`AccountMailCause::Verification`]
    Verification {
        /// Where to say so.
        link: &'a str,
    },
    /// [`AccountMailCause::PasswordReset`]
    PasswordReset {
        /// Where to choose another.
        link: &'a str,
    },
    /// [`AccountMailCause::PasswordChanged`]
    PasswordChanged {
        /// Where Tributary is.
        public_url: &'a str,
    },
}

impl AccountNotice<'_> {
    /// What causes it.
    pub const fn cause(&self) -> AccountMailCause {
        match self {
            AccountNotice::MemberInvitation { .. } => AccountMailCause::MemberInvitation,
            AccountNotice::Verification { .. } => AccountMailCause::Verification,
            AccountNotice::PasswordReset { .. } => AccountMailCause::PasswordReset,
            AccountNotice::PasswordChanged { .. } => AccountMailCause::PasswordChanged,
        }
    }
}

/// A role in a sentence.
const fn in_words(role: MemberRole) -> &'static str {
    match role {
        MemberRole::Owner => "an owner, who may do everything",
        MemberRole::Admin => "an administrator, who may do everything day to day",
        MemberRole::Finance => "somebody who looks after its money",
        MemberRole::Editor => "somebody who looks after its content and programmes",
        MemberRole::Analyst => "somebody who reads its figures",
    }
}

/// The letter of a notice to somebody of this name, where it is known. A name that strangers have chosen stands in no mail
/// to an address that may not be theirs.
pub fn letter(notice: &AccountNotice<'_>, name: Option<&str>) -> Letter {
    let greets = Says(name.map_or_else(|| "Hello,".to_owned(), |name| format!("Hello {name},")));
    let says = |text: &str| Says(text.to_owned());
    let (subject, mut parts) = match notice {
        AccountNotice::MemberInvitation { brand, by, role, link } => {
            let asks = match by {
                Some(by) => format!("{by} asks you to join {brand} on Tributary, as {}.", in_words(*role)),
                None => format!("You are asked to join {brand} on Tributary, as {}.", in_words(*role)),
            };
            (
                format!("Join {brand} on Tributary"),
                vec![
                    Says(asks),
                    Leads("Accept", (*link).to_owned()),
                    says(
                        "The link is good for seven days, once, and for you alone: please do not pass it on. If you do not know what this is about, do nothing.",
                    ),
                ],
            )
        }
        AccountNotice::Verification { link } => (
            "Is this your address?".to_owned(),
            vec![
                says("Somebody has signed up at Tributary with this address. If it was you, please say so."),
                Leads("It was me", (*link).to_owned()),
                says("The link is good for three days. If it was not you, do not open it."),
            ],
        ),
        AccountNotice::PasswordReset { link } => (
            "Choose a new password".to_owned(),
            vec![
                says("Somebody has asked for a new password for your account at Tributary."),
                Leads("Choose it here", (*link).to_owned()),
                says(
                    "The link is good for one hour, and once. A new password signs you out everywhere; your second factor stays. If it was not you, do nothing: your password stays as it is.",
                ),
            ],
        ),
        AccountNotice::PasswordChanged { public_url } => (
            "Your password was changed".to_owned(),
            vec![
                says(
                    "The password of your account at Tributary is another one now, and you are signed out everywhere else.",
                ),
                says(
                    "If it was not you, choose a new one at once, by \"Forgotten password\", and look at what was done in your account's log.",
                ),
                Leads("Tributary", (*public_url).to_owned()),
            ],
        ),
    };
    parts.insert(0, greets);
    Letter::write(&subject, &parts)
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    const LINK: &str = "https://go.example.com/page/token";

    pub(in crate::notice) fn all() -> Vec<AccountNotice<'static>> {
        let invitation = |by, role| AccountNotice::MemberInvitation { brand: "Shop", by, role, link: LINK };
        vec![
            invitation(Some("Olive"), MemberRole::Editor),
            invitation(None, MemberRole::Owner),
            AccountNotice::Verification { link: LINK },
            AccountNotice::PasswordReset { link: LINK },
            AccountNotice::PasswordChanged { public_url: "https://go.example.com/" },
        ]
    }

    #[test]
    fn every_cause_has_a_text_and_its_link() {
        for cause in AccountMailCause::ALL {
            let notice = all().into_iter().find(|notice| notice.cause() == *cause).unwrap();
            let letter = letter(&notice, Some("Joe"));
            assert_eq!(letter.text.contains(LINK), cause.link_hours().is_some(), "{cause}");
            assert!(letter.html.contains("href=\"https://go.example.com/"), "{cause}");
        }
    }

    #[test]
    fn hostile_names_are_text_and_begin_no_header() {
        let hostile = "<script>alert('x')</script>\r\nBcc: everyone@example.com";
        let notice = AccountNotice::MemberInvitation {
            brand: hostile,
            by: Some(hostile),
            role: MemberRole::Admin,
            link: LINK,
        };
        let letter = letter(&notice, Some(hostile));
        assert!(!letter.subject.chars().any(char::is_control), "{:?}", letter.subject);
        assert!(!letter.html.contains("<script"), "{}", letter.html);
        assert!(!letter.text.lines().any(|line| line.starts_with("Bcc:")), "{}", letter.text);
    }
}
