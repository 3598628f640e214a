//! The hand-written parts of the client, from outside.

mod answers;
mod bodies;
mod reading;
mod requests;
mod server;
