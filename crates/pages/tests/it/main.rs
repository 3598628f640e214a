//! Pages, and what is read from them.

mod drawn;
mod in_parallel;
