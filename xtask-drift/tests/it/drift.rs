//! `cargo xtask drift` as a maintainer and a scheduled job meet it.

#[cfg(unix)]
mod browser;
mod comparing;
#[cfg(unix)]
mod daily;
mod fetching;
mod folder;
#[cfg(unix)]
mod issue;
mod lock;
mod refusing;
