//! Patterns, documents, and what becomes of them when they are read.

mod files;
mod patterns;
mod reading;
mod schemas;
mod stated;
mod unread;
