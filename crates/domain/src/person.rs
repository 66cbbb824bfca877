//! People who were forgotten, and what they are called since.

use crate::ids::TypedId;

/// What somebody is called who was forgotten: told apart from others by their id, which names nobody.
pub fn pseudonym<Id: TypedId>(id: Id) -> String {
    format!("erased-{}", id.uuid().simple())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::CustomerId;

    #[test]
    fn a_pseudonym_is_of_one_person_alone() {
        let name = |number| pseudonym(CustomerId::from_uuid(uuid::Uuid::from_u128(number)));
        assert_eq!(name(1), "erased-00000000000000000000000000000001");
        assert_ne!(name(1), name(2));
    }
}
