//! `cargo xtask drift` as a maintainer and a scheduled job meet it.

#[cfg(unix)]
mod daily;
mod fetching;
mod folder;
#[cfg(unix)]
mod issue;
mod running;
