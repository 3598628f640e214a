//! Reports as people and programs get them.

mod formats;
mod schemas;
mod specimen;
