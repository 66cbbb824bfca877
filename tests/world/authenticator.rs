//! The device on which somebody has their second factor.

use serde_json::json;
use totp_rs::{Builder, Secret, Totp};

use super::{Gql, World};

/// The password of everybody in the tests.
pub const PASSWORD: &str = "correct horse battery";

/// One device.
pub struct Authenticator(Totp);

impl Authenticator {
    /// The device that was told this secret.
    pub fn of(secret: &str) -> Authenticator {
        let secret = Secret::try_from_base32(secret).unwrap();
        Authenticator(Builder::new().with_secret(secret).with_account_name("tests").build().unwrap())
    }

    /// Gives the caller a second factor. Returns the device and the recovery codes.
    pub async fn enrol(caller: &Gql) -> (Authenticator, Vec<String>) {
        let begun = caller.mutate("secondFactorBegin", json!({"password": PASSWORD}), "secret uri").await;
        let device = Authenticator::of(begun["secret"].as_str().unwrap());
        let confirm = json!({"code": device.code(-1)});
        let confirmed = caller.mutate("secondFactorConfirm", confirm, "recoveryCodes").await;
        let codes = confirmed["recoveryCodes"].as_array().unwrap();
        (device, codes.iter().map(|code| code.as_str().unwrap().to_owned()).collect())
    }

    /// What it shows so many steps from now.
    pub fn code(&self, steps: i64) -> String {
        let then = store::Clock::system().now().timestamp() + steps * 30;
        self.0.generate(u64::try_from(then).unwrap()).to_string()
    }

    /// What it shows now, as if no code had been shown for long.
    pub async fn fresh(&self, world: &World) -> String {
        world.break_with("UPDATE second_factors SET last_step = 0").await;
        self.code(0)
    }
}
