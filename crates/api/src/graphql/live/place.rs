//! How many may watch.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use domain::ids::{TenantId, UserId};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::auth::Caller;

/// Sockets of one process.
const SOCKETS_MAX: usize = 5_000;
/// Sockets of one tenant, or of one person who acts in none, in one process.
const SOCKETS_OF_ONE_MAX: usize = 500;
/// Executions for viewers at once, of one process.
const TURNS: usize = 4;

/// What the sockets of a process share. Cheap to clone.
#[derive(Clone)]
pub(in crate::graphql) struct Sockets {
    places: Arc<Semaphore>,
    /// Viewers wait for each other, so that they never take the requests' connections.
    pub(super) turns: Arc<Semaphore>,
    holders: Arc<Mutex<HashMap<Holder, usize>>>,
}

impl Default for Sockets {
    fn default() -> Sockets {
        let semaphore = |permits| Arc::new(Semaphore::new(permits));
        Sockets { places: semaphore(SOCKETS_MAX), turns: semaphore(TURNS), holders: Arc::default() }
    }
}

/// Whose socket it is.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Holder {
    Tenant(TenantId),
    Person(UserId),
}

/// A place among a holder's sockets, until dropped.
pub(super) struct OwnPlace {
    holders: Arc<Mutex<HashMap<Holder, usize>>>,
    holder: Holder,
}

impl Sockets {
    /// A place for a socket whose holder is not known yet. None when all are taken.
    pub(super) fn take(&self) -> Option<OwnedSemaphorePermit> {
        self.places.clone().try_acquire_owned().ok()
    }

    /// A place for a socket of this caller. None for a stranger, or when all are taken.
    pub(super) fn take_own(&self, caller: &Caller) -> Option<OwnPlace> {
        let tenant = caller.tenant.as_ref().map(|ctx| Holder::Tenant(ctx.tenant()));
        let holder = tenant.or(caller.user.map(Holder::Person))?;
        let mut holders = self.holders.lock().unwrap_or_else(PoisonError::into_inner);
        let held = holders.entry(holder).or_default();
        if *held >= SOCKETS_OF_ONE_MAX {
            return None;
        }
        *held += 1;
        Some(OwnPlace { holders: self.holders.clone(), holder })
    }
}

impl Drop for OwnPlace {
    fn drop(&mut self) {
        let mut holders = self.holders.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(held) = holders.get_mut(&self.holder) {
            *held -= 1;
            if *held == 0 {
                holders.remove(&self.holder);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::ids::TypedId;

    #[test]
    fn one_holder_does_not_take_the_others_places() {
        let sockets = Sockets::default();
        let person =
            |n| Caller { user: Some(UserId::from_uuid(uuid::Uuid::from_u128(n))), ..Caller::default() };
        let mut held: Vec<OwnPlace> =
            (0..SOCKETS_OF_ONE_MAX).filter_map(|_| sockets.take_own(&person(1))).collect();
        assert_eq!(held.len(), SOCKETS_OF_ONE_MAX);
        assert!(sockets.take_own(&person(1)).is_none());
        assert!(sockets.take_own(&person(2)).is_some());
        held.pop();
        assert!(sockets.take_own(&person(1)).is_some());
        assert!(sockets.take_own(&Caller::default()).is_none());
        held.clear();
        assert!(sockets.holders.lock().unwrap().is_empty());
    }
}
