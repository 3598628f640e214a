//! Reports as people and programs get them.

mod contents;
mod formats;
mod schemas;
mod specimen;
