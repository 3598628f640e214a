//! Resolves JSON Pointers ([RFC 6901]) into an operation to the facts about the part they lead to.
//!
//! [RFC 6901]: https://www.rfc-editor.org/rfc/rfc6901

use contract::facts::{Address, Facts, Step, SubjectId};
use contract::{Data, Document, Node, Operation, ParameterPlace, Span};

/// Resolves pointers into one operation of a document.
pub(super) struct Targets<'d> {
    pub(super) document: &'d Document,
    pub(super) operation: &'d Operation<'d>,
    pub(super) facts: &'d Facts,
}

/// The part of an operation that a pointer leads to.
pub(super) struct Target<'d> {
    pub(super) address: Address,
    /// The node at the pointer and, if it is a reference, the node that the reference leads to.
    pub(super) nodes: Vec<&'d Node>,
    pub(super) subject: Option<SubjectId>,
    /// The facts' [`Part`](contract::facts::Part) that leads to the subject: its owner, and its
    /// index there.
    pub(super) part: Option<(SubjectId, usize)>,
    /// The parts on the way from the root to `part`.
    pub(super) within: Vec<(SubjectId, usize)>,
    /// The position of the part's key, or of the element in its list.
    pub(super) span: Span,
    /// If the pointer leads to an example of the part: the keyword of that example in the facts.
    pub(super) example: Option<String>,
}

impl<'d> Targets<'d> {
    /// Creates a resolver; `facts` are the facts of `document`.
    pub(super) fn new(
        document: &'d Document,
        operation: &'d Operation<'d>,
        facts: &'d Facts,
    ) -> Self {
        Self {
            document,
            operation,
            facts,
        }
    }

    pub(super) fn root(&self) -> Target<'d> {
        let step = Step::Operation {
            method: self.operation.method.clone(),
            path: self.operation.path.to_owned(),
        };
        let root = self.facts.root();
        let mut parts = self.facts.subject(root).parts.iter();
        let number = parts.position(|it| it.step == step);
        let part = number.map(|number| (root, number));
        Target {
            address: Address(vec![step]),
            nodes: vec![self.operation.node],
            subject: part.map(|(root, number)| self.facts.subject(root).parts[number].subject),
            part,
            within: Vec::new(),
            span: self.operation.span.clone(),
            example: None,
        }
    }

    /// Resolves a pointer into the path item; references are followed.
    pub(super) fn find(&self, pointer: &str) -> Option<Target<'d>> {
        let mut keys = pointer.split('/').skip(1).map(|key| {
            if key.contains('~') {
                key.replace("~1", "/").replace("~0", "~")
            } else {
                key.to_owned()
            }
        });
        let mut target = self.root();
        let first = keys.next()?;
        let mut list = (first == "parameters").then_some(first);
        if list.is_some() {
            let item = self.document.root().get("paths")?;
            let item = item.get(self.operation.path)?;
            target.nodes = vec![item];
        }
        while let Some(key) = list.take().or_else(|| keys.next()) {
            match key.as_str() {
                "parameters" => {
                    let (nodes, _) = self.element(&target.nodes, "parameters", &keys.next()?)?;
                    let text = |key| nodes.iter().find_map(|it| it.get(key)?.as_str());
                    let kind = match text("in")? {
                        "path" => ParameterPlace::Path,
                        "query" => ParameterPlace::Query,
                        "header" => ParameterPlace::Header,
                        _ => ParameterPlace::Cookie,
                    };
                    let step = Step::Parameter(kind, text("name")?.to_owned());
                    target = self.step(&target, step, nodes, Span::default());
                }
                "requestBody" => {
                    let (nodes, span) = self.member(&target.nodes, &key)?;
                    target = self.step(&target, Step::RequestBody, nodes, span);
                }
                "responses" | "content" | "headers" => {
                    let name = keys.next()?;
                    let (nodes, span) = self.element(&target.nodes, &key, &name)?;
                    let step = match key.as_str() {
                        "responses" if name != "default" => {
                            Step::Response(name.to_ascii_uppercase())
                        }
                        "responses" => Step::Response(name),
                        "content" => Step::MediaType(self.media_type(&target, &span, name)),
                        _ => Step::Header(name),
                    };
                    target = self.step(&target, step, nodes, span);
                }
                "schema" => {
                    (target.nodes, _) = self.member(&target.nodes, "schema")?;
                    return self.find_schema(target, keys);
                }
                // The facts attach an example to the part that it is an example of.
                "example" => {
                    target.example = Some(key);
                    return Some(target);
                }
                "examples" => {
                    target.example = Some(format!("examples/{}", keys.next()?));
                    return Some(target);
                }
                _ => return None,
            }
        }
        Some(target)
    }

    fn find_schema(
        &self,
        mut target: Target<'d>,
        mut keys: impl Iterator<Item = String>,
    ) -> Option<Target<'d>> {
        while let Some(key) = keys.next() {
            let (nodes, span, step) = match key.as_str() {
                "properties" => {
                    let name = keys.next()?;
                    let (nodes, span) = self.element(&target.nodes, "properties", &name)?;
                    (nodes, span, Step::Property(name))
                }
                "items" | "additionalProperties" => {
                    let (nodes, span) = self.member(&target.nodes, &key)?;
                    let is_items = key == "items";
                    let step = if is_items { Step::Items } else { Step::Values };
                    (nodes, span, step)
                }
                "allOf" => {
                    (target.nodes, _) = self.element(&target.nodes, &key, &keys.next()?)?;
                    continue;
                }
                "oneOf" | "anyOf" => {
                    let number = keys.next()?;
                    let (nodes, span) = self.element(&target.nodes, &key, &number)?;
                    let Some(label) = self.choice(&target, &key, &span, number.parse().ok()?)
                    else {
                        // The facts treat a choice between a schema and `null` as the schema alone.
                        target.nodes = nodes;
                        continue;
                    };
                    (nodes, span, label)
                }
                "discriminator" => {
                    keys.next()?;
                    let name = keys.next()?;
                    let option = target.nodes.iter().find_map(|it| {
                        let reference = it.get("discriminator")?.get("mapping")?.get(&name)?;
                        let pointer = reference.as_str()?;
                        self.document.resolve_pointer(reference, pointer).ok()
                    })?;
                    let step = Step::Choice("discriminator".to_owned(), name);
                    (vec![option.node], Span::default(), step)
                }
                _ => return None,
            };
            target = self.step(&target, step, nodes, span);
        }
        Some(target)
    }

    /// Returns a member of the first node that has it, with references followed, and the position
    /// of its key.
    fn member(&self, nodes: &[&'d Node], key: &str) -> Option<(Vec<&'d Node>, Span)> {
        let member = nodes.iter().find_map(|it| it.member(key))?;
        Some((self.resolved(&member.value), member.key_span.clone()))
    }

    /// Returns a member or an element of the collection `list` of the first node that has it, and
    /// its position.
    fn element(&self, nodes: &[&'d Node], list: &str, key: &str) -> Option<(Vec<&'d Node>, Span)> {
        nodes.iter().find_map(|it| {
            let list = it.get(list)?;
            if let Data::Sequence(elements) = &list.data {
                let element = elements.get(key.parse::<usize>().ok()?)?;
                return Some((self.resolved(element), element.span.clone()));
            }
            let member = list.member(key)?;
            Some((self.resolved(&member.value), member.key_span.clone()))
        })
    }

    fn resolved(&self, node: &'d Node) -> Vec<&'d Node> {
        match self.document.resolve(node) {
            Ok(resolved) if !std::ptr::eq(resolved.node, node) => vec![node, resolved.node],
            _ => vec![node],
        }
    }

    fn step(&self, from: &Target<'d>, step: Step, nodes: Vec<&'d Node>, span: Span) -> Target<'d> {
        let part = from.subject.and_then(|subject| {
            let mut parts = self.facts.subject(subject).parts.iter();
            Some((subject, parts.position(|part| part.step == step)?))
        });
        Target {
            address: from.address.then(step),
            nodes,
            subject: part.map(|(subject, at)| self.facts.subject(subject).parts[at].subject),
            part,
            within: from.within.iter().copied().chain(from.part).collect(),
            span,
            example: None,
        }
    }

    /// Returns the name under which the facts know a media type: they normalize its spelling.
    fn media_type(&self, target: &Target<'_>, span: &Span, name: String) -> String {
        let Some(subject) = target.subject else {
            return name;
        };
        let known = || {
            let parts = self.facts.subject(subject).parts.iter();
            parts.filter_map(|part| match &part.step {
                Step::MediaType(known) => Some((known, &part.span)),
                _ => None,
            })
        };
        let named = known().find(|(known, _)| known.eq_ignore_ascii_case(&name));
        let found = named.or_else(|| known().find(|(_, at)| *at == span));
        found.map_or(name, |(known, _)| known.clone())
    }

    /// Returns the step to one option of `oneOf` or `anyOf`.
    fn choice(
        &self,
        target: &Target<'_>,
        keyword: &str,
        span: &Span,
        number: usize,
    ) -> Option<Step> {
        let parts = &self.facts.subject(target.subject?).parts;
        let of_keyword = |step: &Step| match step {
            Step::Choice(known, _) => known.split(' ').next() == Some(keyword),
            _ => false,
        };
        let choices = || parts.iter().filter(|part| of_keyword(&part.step));
        let is_alone = choices().filter(|part| part.span == *span).count() == 1;
        let found = if is_alone {
            choices().find(|part| part.span == *span)
        } else {
            choices().nth(number)
        };
        Some(found?.step.clone())
    }
}
