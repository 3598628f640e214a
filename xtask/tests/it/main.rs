//! The commands as their users run them: the built binary, in a folder, with what it prints and writes.

#[cfg(unix)]
mod drift_commands;
mod grown;
mod one_build;
mod regen;
#[cfg(unix)]
mod stand_in;
