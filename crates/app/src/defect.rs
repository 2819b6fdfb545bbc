//! Plants the defect that `READMIT_PLANTED_DEFECT` names, for tests that show that others would catch it.

mod ports;

use std::env;

use reset_domain::defect::{self, Defect};
use tracing::warn;

pub(crate) use self::ports::in_ports;
use crate::failure::Failure;

/// The variable that names it; only builds with the feature `planted-defects` look at it.
const VARIABLE: &str = "READMIT_PLANTED_DEFECT";

/// Plants it, and says so: nobody should mistake such a program for the product.
pub(crate) fn plant() -> Result<(), Failure> {
    let Ok(name) = env::var(VARIABLE) else {
        return Ok(());
    };
    let planted = Defect::parse(&name);
    let planted = planted.ok_or_else(|| Failure::Usage(format!("{VARIABLE}: there is no defect {name}")))?;
    warn!(defect = %planted, "this program is broken on purpose");
    defect::plant(Some(planted));
    Ok(())
}
