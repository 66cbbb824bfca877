//! Mails about a person's own account, and the links in them. Their texts stand in [`crate::notice::account`].

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Duration, Utc};
use sha2::{Digest, Sha256};

use crate::ids::{AccountMailId, TypedId};
use crate::member_invitation::INVITATION_HOURS;

/// Characters of a TypeID after its prefix.
const ID_CHARS: usize = 26;
/// Characters of 32 bytes in base64url.
const SECRET_CHARS: usize = 43;

crate::text_enum! {
    /// Why a person is written to about their account.
    pub enum AccountMailCause {
        /// They are asked to join a team.
        MemberInvitation = "MEMBER_INVITATION",
        /// They have signed up: whether the address is theirs.
        Verification = "VERIFICATION",
        /// Somebody has forgotten their password.
        PasswordReset = "PASSWORD_RESET",
        /// Their password is another one now.
        PasswordChanged = "PASSWORD_CHANGED",
    }
}

impl AccountMailCause {
    /// How long its link is good, in hours; none where there is no link.
    pub const fn link_hours(self) -> Option<i64> {
        match self {
            AccountMailCause::MemberInvitation => Some(INVITATION_HOURS),
            AccountMailCause::Verification => Some(72),
            AccountMailCause::PasswordReset => Some(1),
            AccountMailCause::PasswordChanged => None,
        }
    }

    /// Until when its link is good.
    pub fn link_expires_at(self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        self.link_hours().map(|hours| now + Duration::hours(hours))
    }

    /// The address of the page its link leads to, under where Tributary is.
    pub fn link(self, public_url: &str, token: &str) -> Option<String> {
        let page = match self {
            AccountMailCause::MemberInvitation => "invitation",
            AccountMailCause::Verification => "verify",
            AccountMailCause::PasswordReset => "password-reset",
            AccountMailCause::PasswordChanged => return None,
        };
        Some(format!("{}/{page}/{token}", public_url.trim_end_matches('/')))
    }
}

/// The token of a link: it names its mail and carries 32 bytes that nobody can guess.
pub fn token(mail: AccountMailId, secret: &[u8; 32]) -> String {
    let id = mail.to_string();
    let id = &id[AccountMailId::PREFIX.len() + 1..];
    format!("{id}_{}", URL_SAFE_NO_PAD.encode(secret))
}

/// Whose mail a text claims to be the link of. None for what is no token.
pub fn mail_of(token: &str) -> Option<AccountMailId> {
    let (id, rest) = token.split_at_checked(ID_CHARS)?;
    let secret = rest.strip_prefix('_').filter(|secret| secret.len() == SECRET_CHARS)?;
    URL_SAFE_NO_PAD.decode(secret).ok().filter(|bytes| bytes.len() == 32)?;
    format!("{}_{id}", AccountMailId::PREFIX).parse().ok()
}

/// What is kept of a token.
pub fn hash(token: &str) -> [u8; 32] {
    Sha256::digest(token.as_bytes()).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_names_its_mail_and_what_is_none_names_nothing() {
        let id = AccountMailId::from_uuid(uuid::Uuid::from_u128(7));
        let token = token(id, &[255; 32]);
        assert_eq!(token.len(), ID_CHARS + 1 + SECRET_CHARS);
        assert_eq!(mail_of(&token), Some(id));
        assert_ne!(hash(&token), hash(&super::token(id, &[254; 32])));
        let short = &token[..token.len() - 1];
        for wrong in
            ["", "é", short, &format!("{token}A"), &token.replace('_', "-"), &"é".repeat(35), &"0".repeat(70)]
        {
            assert_eq!(mail_of(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_link_leads_to_a_page_of_ours_and_ends() {
        use AccountMailCause::{MemberInvitation, PasswordChanged, PasswordReset, Verification};
        let links = [MemberInvitation, Verification, PasswordReset, PasswordChanged]
            .map(|cause| cause.link("https://go.example.com/", "x"));
        let at = |page: &str| Some(format!("https://go.example.com/{page}/x"));
        assert_eq!(links, [at("invitation"), at("verify"), at("password-reset"), None]);
        for cause in AccountMailCause::ALL {
            assert_eq!(cause.link_hours().is_some(), cause.link("", "x").is_some(), "{cause}");
        }
    }
}
