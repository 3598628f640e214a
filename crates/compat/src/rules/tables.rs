//! The tables of all rules but those of the keywords of schemas.

use super::row::Row;
use super::{answers, anywhere, bodies, operations, parameters, properties, security};

pub(super) const TABLES: [&[Row]; 7] = [
    operations::ROWS,
    security::ROWS,
    parameters::ROWS,
    bodies::ROWS,
    properties::ROWS,
    anywhere::ROWS,
    answers::ROWS,
];
