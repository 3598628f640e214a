//! Values that the contract gives no type to.

use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A value carried as the JSON it came as; `Debug` does not show it, since what it holds is not
/// known.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Json(pub Value);

impl fmt::Debug for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Json(***)")
    }
}
