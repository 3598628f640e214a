//! The project's commands as their users run them: the built binary, a folder, and what it prints
//! and writes.

mod compat;
mod drift;
mod grown;
mod one_build;
mod probe;
mod regen;
mod rules;
#[cfg(unix)]
mod stand_in;
mod sync;
