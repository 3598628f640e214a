//! `cargo xtask sync` as a maintainer meets it.

mod adding;
mod following;
mod interrupted;
mod left;
mod project;
