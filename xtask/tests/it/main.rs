//! The project's commands as their users run them: the built binary, a folder, and what it prints
//! and writes.

#[cfg(unix)]
mod drift_commands;
mod grown;
mod one_build;
mod regen;
#[cfg(unix)]
mod stand_in;
