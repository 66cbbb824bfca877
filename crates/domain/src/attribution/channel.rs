//! Channels: what data-driven models tell apart. A payee would be too fine: whoever is new would weigh nothing.

use std::fmt;
use std::str::FromStr;

use super::{Role, TouchKind};
use crate::ids::GroupId;

/// A kind of touch of one role, of one group of affiliates where they are in one: `CREATOR/MOMENT_VIEW`,
/// `AFFILIATE/CODE/group_01h…`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Channel {
    /// As what the payee helped.
    pub role: Role,
    /// How the visitor met them.
    pub kind: TouchKind,
    /// The affiliate's group.
    pub group: Option<GroupId>,
}

/// A text names no channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a channel is ROLE/KIND or ROLE/KIND/group")]
pub struct ChannelError;

impl fmt::Display for Channel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.role, self.kind)?;
        self.group.map_or(Ok(()), |group| write!(f, "/{group}"))
    }
}

impl FromStr for Channel {
    type Err = ChannelError;

    fn from_str(text: &str) -> Result<Channel, ChannelError> {
        let mut parts = text.split('/');
        let (Some(role), Some(kind), group, None) = (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(ChannelError);
        };
        Ok(Channel {
            role: role.parse().map_err(|_| ChannelError)?,
            kind: kind.parse().map_err(|_| ChannelError)?,
            group: group.map(str::parse).transpose().map_err(|_| ChannelError)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::TypedId;

    #[test]
    fn a_channel_reads_as_it_is_written() {
        let group = Some(GroupId::from_uuid(uuid::Uuid::from_u128(7)));
        for group in [None, group] {
            let channel = Channel { role: Role::Affiliate, kind: TouchKind::Code, group };
            assert_eq!(channel.to_string().parse(), Ok(channel));
        }
        for wrong in
            ["", "AFFILIATE", "CREATOR/LIKE", "CREATOR/CLICK/", "AFFILIATE/CLICK/program_x", "A/B/C/D"]
        {
            assert_eq!(wrong.parse::<Channel>(), Err(ChannelError), "{wrong}");
        }
    }
}
