//! Where images and videos lie.

use std::path::PathBuf;

use url::Url;

use super::{ConfigError, Environment};

/// Settings of the objects.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ObjectsConfig {
    /// Nowhere: no media are taken.
    None,
    /// `MEDIA_DIR`: in a folder, which is made; on the same disk for every process.
    Folder(PathBuf),
    /// In a bucket of S3, or of what speaks like it.
    Bucket(BucketConfig),
}

/// Settings of a bucket.
#[derive(Clone, PartialEq, Eq)]
pub struct BucketConfig {
    /// `MEDIA_S3_BUCKET`: its name. It is private; what is in it goes through this server alone.
    pub name: String,
    /// `MEDIA_S3_ENDPOINT`: where it is, for a service that is not Amazon's. Default Amazon's, of the region.
    pub endpoint: Option<Url>,
    /// `MEDIA_S3_REGION`: its region. Default us-east-1.
    pub region: String,
    /// `MEDIA_S3_ACCESS_KEY`: the name of the key that may read, write and delete there.
    pub access_key: String,
    /// `MEDIA_S3_SECRET_KEY`: the key itself.
    pub secret_key: String,
}

impl std::fmt::Debug for BucketConfig {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("BucketConfig")
            .field("name", &self.name)
            .field("endpoint", &self.endpoint.as_ref().map(Url::as_str))
            .field("region", &self.region)
            .finish_non_exhaustive()
    }
}

impl ObjectsConfig {
    /// Reads the settings. A folder and a bucket at once are refused. Errors: [`ConfigError`].
    pub fn read(env: &Environment) -> Result<ObjectsConfig, ConfigError> {
        let folder: Option<PathBuf> = env.optional("MEDIA_DIR", "a folder")?;
        let name: Option<String> = env.optional("MEDIA_S3_BUCKET", "the name of a bucket")?;
        match (folder, name) {
            (None, None) => Ok(ObjectsConfig::None),
            (Some(folder), None) => Ok(ObjectsConfig::Folder(folder)),
            (None, Some(name)) => Ok(ObjectsConfig::Bucket(BucketConfig::read(env, name)?)),
            (Some(_), Some(_)) => {
                let allowed = "a folder where no MEDIA_S3_BUCKET is set";
                Err(ConfigError { name: "MEDIA_DIR", problem: "not allowed", allowed })
            }
        }
    }
}

impl BucketConfig {
    fn read(env: &Environment, name: String) -> Result<BucketConfig, ConfigError> {
        let allowed = "an https address, or http on this machine";
        let endpoint: Option<Url> = env.optional("MEDIA_S3_ENDPOINT", allowed)?;
        if endpoint.as_ref().is_some_and(|url| !is_safe(url)) {
            return Err(ConfigError { name: "MEDIA_S3_ENDPOINT", problem: "not allowed", allowed });
        }
        Ok(BucketConfig {
            name,
            endpoint,
            region: env
                .optional("MEDIA_S3_REGION", "the name of a region")?
                .unwrap_or_else(|| "us-east-1".to_owned()),
            access_key: env.required("MEDIA_S3_ACCESS_KEY", "the name of a key")?,
            secret_key: env.required("MEDIA_S3_SECRET_KEY", "a secret key")?,
        })
    }
}

/// Nothing is sent in the clear but on this machine.
fn is_safe(url: &Url) -> bool {
    match url.scheme() {
        "https" => true,
        "http" => match url.host() {
            Some(url::Host::Ipv4(address)) => address.is_loopback(),
            Some(url::Host::Ipv6(address)) => address.is_loopback(),
            Some(url::Host::Domain(name)) => name == "localhost",
            None => false,
        },
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(settings: &[(&str, &str)]) -> Result<ObjectsConfig, &'static str> {
        let mut env = Environment::default();
        for (name, value) in settings {
            env.set(name, *value);
        }
        ObjectsConfig::read(&env).map_err(|error| error.name)
    }

    #[test]
    fn a_folder_or_a_bucket_or_neither() {
        let bucket =
            [("MEDIA_S3_BUCKET", "b"), ("MEDIA_S3_ACCESS_KEY", "a"), ("MEDIA_S3_SECRET_KEY", "very-secret")];
        let with = |more: (&'static str, &'static str)| read(&[&bucket[..], &[more]].concat());
        assert_eq!(read(&[]), Ok(ObjectsConfig::None));
        assert_eq!(read(&[("MEDIA_DIR", "/srv/m")]), Ok(ObjectsConfig::Folder("/srv/m".into())));
        assert!(matches!(read(&bucket), Ok(ObjectsConfig::Bucket(_))));
        assert!(!format!("{:?}", read(&bucket)).contains("very-secret"));
        assert!(with(("MEDIA_S3_ENDPOINT", "https://objects.example")).is_ok());
        assert!(with(("MEDIA_S3_ENDPOINT", "http://127.0.0.1:9")).is_ok());
        assert_eq!(with(("MEDIA_S3_ENDPOINT", "http://objects.example")), Err("MEDIA_S3_ENDPOINT"));
        assert_eq!(with(("MEDIA_DIR", "/srv/m")), Err("MEDIA_DIR"));
        assert_eq!(read(&bucket[..2]), Err("MEDIA_S3_SECRET_KEY"));
    }
}
