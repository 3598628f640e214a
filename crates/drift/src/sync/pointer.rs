//! Places in a tree, by the keys and indices on the way from its root.

use serde_json::Value;

use contract::{Data, Node, Span, pointer_keys};

/// One step of a [`Pointer`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    Key(String),
    Index(usize),
}

/// A place in a tree. Unlike a span, it stays valid when the text is edited elsewhere.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Pointer(pub(super) Vec<Token>);

impl Pointer {
    pub(super) fn key(&self, key: impl Into<String>) -> Self {
        self.then(Token::Key(key.into()))
    }

    pub(super) fn index(&self, index: usize) -> Self {
        self.then(Token::Index(index))
    }

    fn then(&self, token: Token) -> Self {
        let mut tokens = self.0.clone();
        tokens.push(token);
        Self(tokens)
    }

    /// The place around this one, and the last step.
    pub(super) fn split(&self) -> Option<(Self, &Token)> {
        let (last, around) = self.0.split_last()?;
        Some((Self(around.to_vec()), last))
    }

    pub(super) fn node<'n>(&self, root: &'n Node) -> Option<&'n Node> {
        self.0
            .iter()
            .try_fold(root, |node, token| match (token, &node.data) {
                (Token::Key(key), _) => node.get(key),
                (Token::Index(index), Data::Sequence(elements)) => elements.get(*index),
                _ => None,
            })
    }

    pub(super) fn value<'v>(&self, root: &'v mut Value) -> Option<&'v mut Value> {
        self.0.iter().try_fold(root, |value, token| match token {
            Token::Key(key) => value.get_mut(key.as_str()),
            Token::Index(index) => value.get_mut(*index),
        })
    }

    /// The place that the references in this place lead to; itself if there are none.
    pub(super) fn resolved(&self, root: &Node) -> Option<Self> {
        /// Longer chains of references are cycles.
        const LONGEST: usize = 50;
        let mut at = self.clone();
        for _ in 0..LONGEST {
            let reference = at.node(root)?.get("$ref").and_then(Node::as_str);
            let Some(reference) = reference else {
                return Some(at);
            };
            at = Self::of_reference(root, reference)?;
        }
        None
    }

    pub(super) fn of_reference(root: &Node, reference: &str) -> Option<Self> {
        let mut at = Self::default();
        for key in pointer_keys(reference)? {
            at = match at.node(root)?.data {
                Data::Sequence(_) => at.index(key.parse().ok()?),
                _ => at.key(key),
            };
        }
        at.node(root)?;
        Some(at)
    }

    /// The member or element with this span.
    pub(super) fn of_span(root: &Node, span: &Span) -> Option<Self> {
        fn search(node: &Node, at: &Pointer, span: &Span) -> Option<Pointer> {
            for (key, member) in node.members() {
                let below = at.key(key);
                if member.key_span == *span {
                    return Some(below);
                }
                if let Some(found) = search(&member.value, &below, span) {
                    return Some(found);
                }
                if member.value.span == *span {
                    return Some(below);
                }
            }
            for (index, element) in node.elements().enumerate() {
                let below = at.index(index);
                if let Some(found) = search(element, &below, span) {
                    return Some(found);
                }
                if element.span == *span {
                    return Some(below);
                }
            }
            None
        }
        if span.is_empty() {
            return None;
        }
        search(root, &Self::default(), span)
    }

    /// The name of the component that the place is in.
    pub(super) fn component(&self) -> Option<&str> {
        match self.0.as_slice() {
            [Token::Key(first), Token::Key(_), Token::Key(name), ..] if first == "components" => {
                Some(name)
            }
            _ => None,
        }
    }
}
