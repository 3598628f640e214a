//! Where the vendor runs the service.

use std::fmt;
use std::str::FromStr;

use verify_api::BaseUrl;

/// A region of the vendor's; it must be the one the account lives in.
///
/// The vendor does not document what another region answers to an account that is not its own.
///
/// ```
/// use verify_ext::Region;
///
/// assert_eq!(Region::default(), Region::AsiaPacific);
/// assert_eq!("europe".parse(), Ok(Region::Europe));
/// assert_eq!(Region::Europe.base_url().as_str(), "https://verify.8x8.uk");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Region {
    /// Asia-Pacific, the vendor's default.
    #[default]
    AsiaPacific,
    /// North America.
    NorthAmerica,
    /// Europe.
    Europe,
    /// Indonesia.
    Indonesia,
}

impl Region {
    /// Every region, in the order the vendor lists them.
    pub const ALL: &'static [Self] = &[
        Self::AsiaPacific,
        Self::NorthAmerica,
        Self::Europe,
        Self::Indonesia,
    ];

    /// Where the region's servers are.
    ///
    /// # Panics
    ///
    /// Never: the URLs are constants, and a test parses each.
    #[must_use]
    pub fn base_url(self) -> BaseUrl {
        let url = match self {
            Self::AsiaPacific => "https://verify.8x8.com",
            Self::NorthAmerica => "https://verify.us.8x8.com",
            Self::Europe => "https://verify.8x8.uk",
            Self::Indonesia => "https://verify.8x8.id",
        };
        BaseUrl::parse(url).expect("the URL of a region is a base URL")
    }

    /// The name that [`Region::from_str`] reads: `asia-pacific`, `north-america`, `europe`, or
    /// `indonesia`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::AsiaPacific => "asia-pacific",
            Self::NorthAmerica => "north-america",
            Self::Europe => "europe",
            Self::Indonesia => "indonesia",
        }
    }
}

impl fmt::Display for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Region {
    type Err = UnknownRegion;

    fn from_str(name: &str) -> Result<Self, UnknownRegion> {
        Self::ALL
            .iter()
            .copied()
            .find(|region| region.as_str().eq_ignore_ascii_case(name))
            .ok_or(UnknownRegion)
    }
}

/// A name that is no region's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected `asia-pacific`, `north-america`, `europe`, or `indonesia`")]
#[non_exhaustive]
pub struct UnknownRegion;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_region_has_a_url_and_is_read_by_its_name() {
        for region in Region::ALL {
            assert!(region.base_url().as_str().starts_with("https://verify."));
            assert_eq!(region.to_string().to_uppercase().parse(), Ok(*region));
        }
        assert_eq!("mars".parse::<Region>(), Err(UnknownRegion));
    }
}
