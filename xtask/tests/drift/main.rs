//! `cargo xtask drift` as a maintainer and a scheduled job meet it.

mod fetching;
mod folder;
#[cfg(unix)]
mod issue;
mod running;
