//! Descriptions: the few pieces of Markdown that the documents use.

/// A stretch of text with one look.
#[derive(Clone, Debug)]
pub(super) enum Run {
    Plain(String),
    Strong(String),
    Code(String),
}

impl Run {
    pub(super) fn text(&self) -> &str {
        let (Self::Plain(text) | Self::Strong(text) | Self::Code(text)) = self;
        text
    }
}

/// A paragraph, a list, or a block of code.
#[derive(Clone, Debug)]
pub(super) enum Block {
    Paragraph(Vec<Run>),
    List(Vec<Vec<Run>>),
    Code(String),
}

pub(super) fn blocks(markdown: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    for piece in markdown
        .split("\n\n")
        .map(str::trim)
        .filter(|it| !it.is_empty())
    {
        if let Some(code) = piece.strip_prefix("```") {
            let body = code.split_once('\n').map_or("", |(_, body)| body);
            blocks.push(Block::Code(body.trim_end_matches("```").trim().to_owned()));
        } else if piece.starts_with("- ") {
            let entries = format!("\n{piece}");
            let entries = entries.split("\n- ").skip(1);
            blocks.push(Block::List(entries.map(runs).collect()));
        } else {
            blocks.push(Block::Paragraph(runs(piece)));
        }
    }
    blocks
}

fn runs(text: &str) -> Vec<Run> {
    let text = text.lines().map(str::trim).collect::<Vec<_>>().join("\n");
    let mut runs = Vec::new();
    for (at, piece) in text.split('`').enumerate() {
        if at % 2 == 1 {
            runs.push(Run::Code(piece.to_owned()));
            continue;
        }
        for (at, piece) in piece.split("**").enumerate() {
            match (piece, at % 2) {
                ("", _) => {}
                (piece, 1) => runs.push(Run::Strong(piece.to_owned())),
                (piece, _) => runs.push(Run::Plain(piece.to_owned())),
            }
        }
    }
    runs
}

/// What a text shows of a paragraph: where the source wraps it is not seen.
pub(super) fn plain(runs: &[Run]) -> String {
    let text: String = runs.iter().map(Run::text).collect();
    text.replace('\n', " ")
}
