//! The commands as their users run them: the built binary, a folder, and what it prints and writes.

mod compat;
mod drift;
mod probe;
mod rules;
mod run;
mod sync;
