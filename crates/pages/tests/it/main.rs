//! Pages, and what is read from them.

mod drawn;
mod html;
mod in_parallel;
