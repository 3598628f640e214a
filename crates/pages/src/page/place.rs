//! What a JSON pointer into an operation leads to, among the facts of its document.

use contract::facts::{Address, Facts, Step, SubjectId};
use contract::{Data, Document, Node, Operation, ParameterPlace, Span};

/// Finds the parts of an operation that the lines of its drawing are about.
pub(super) struct Places<'d> {
    pub(super) document: &'d Document,
    pub(super) operation: &'d Operation<'d>,
    pub(super) facts: &'d Facts,
}

/// A part of an operation.
pub(super) struct Place<'d> {
    pub(super) address: Address,
    /// The schemas, or whatever else stands there: a reference, and what it leads to.
    pub(super) nodes: Vec<&'d Node>,
    pub(super) subject: Option<SubjectId>,
    /// The part that leads to the subject, by the subject that has it and its number there.
    pub(super) part: Option<(SubjectId, usize)>,
    /// The parts that lead to that one.
    pub(super) within: Vec<(SubjectId, usize)>,
    /// Where the part stands in its list, or whose member it is.
    pub(super) span: Span,
    /// The keyword of an example of the part, if that is what stands there.
    pub(super) example: Option<String>,
}

impl<'d> Places<'d> {
    /// `facts` are those of the document.
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

    pub(super) fn root(&self) -> Place<'d> {
        let step = Step::Operation {
            method: self.operation.method.clone(),
            path: self.operation.path.to_owned(),
        };
        let root = self.facts.root();
        let mut parts = self.facts.subject(root).parts.iter();
        let number = parts.position(|it| it.step == step);
        let part = number.map(|number| (root, number));
        Place {
            address: Address(vec![step]),
            nodes: vec![self.operation.node],
            subject: part.map(|(root, number)| self.facts.subject(root).parts[number].subject),
            part,
            within: Vec::new(),
            span: self.operation.span.clone(),
            example: None,
        }
    }

    /// What a pointer into the path item leads to, references followed.
    pub(super) fn find(&self, pointer: &str) -> Option<Place<'d>> {
        let mut keys = pointer.split('/').skip(1).map(|key| {
            if key.contains('~') {
                key.replace("~1", "/").replace("~0", "~")
            } else {
                key.to_owned()
            }
        });
        let mut place = self.root();
        let first = keys.next()?;
        let mut list = (first == "parameters").then_some(first);
        if list.is_some() {
            let item = self.document.root().get("paths")?;
            let item = item.get(self.operation.path)?;
            place.nodes = vec![item];
        }
        while let Some(key) = list.take().or_else(|| keys.next()) {
            match key.as_str() {
                "parameters" => {
                    let (nodes, _) = self.element(&place.nodes, "parameters", &keys.next()?)?;
                    let text = |key| nodes.iter().find_map(|it| it.get(key)?.as_str());
                    let kind = match text("in")? {
                        "path" => ParameterPlace::Path,
                        "query" => ParameterPlace::Query,
                        "header" => ParameterPlace::Header,
                        _ => ParameterPlace::Cookie,
                    };
                    let step = Step::Parameter(kind, text("name")?.to_owned());
                    place = self.step(&place, step, nodes, Span::default());
                }
                "requestBody" => {
                    let (nodes, span) = self.member(&place.nodes, &key)?;
                    place = self.step(&place, Step::RequestBody, nodes, span);
                }
                "responses" | "content" | "headers" => {
                    let name = keys.next()?;
                    let (nodes, span) = self.element(&place.nodes, &key, &name)?;
                    let step = match key.as_str() {
                        "responses" if name != "default" => {
                            Step::Response(name.to_ascii_uppercase())
                        }
                        "responses" => Step::Response(name),
                        "content" => Step::MediaType(self.media_type(&place, &span, name)),
                        _ => Step::Header(name),
                    };
                    place = self.step(&place, step, nodes, span);
                }
                "schema" => {
                    (place.nodes, _) = self.member(&place.nodes, "schema")?;
                    return self.find_schema(place, keys);
                }
                // What is said of an example is said of what has it.
                "example" => {
                    place.example = Some(key);
                    return Some(place);
                }
                "examples" => {
                    place.example = Some(format!("examples/{}", keys.next()?));
                    return Some(place);
                }
                _ => return None,
            }
        }
        Some(place)
    }

    fn find_schema(
        &self,
        mut place: Place<'d>,
        mut keys: impl Iterator<Item = String>,
    ) -> Option<Place<'d>> {
        while let Some(key) = keys.next() {
            let (nodes, span, step) = match key.as_str() {
                "properties" => {
                    let name = keys.next()?;
                    let (nodes, span) = self.element(&place.nodes, "properties", &name)?;
                    (nodes, span, Step::Property(name))
                }
                "items" | "additionalProperties" => {
                    let (nodes, span) = self.member(&place.nodes, &key)?;
                    let is_items = key == "items";
                    let step = if is_items { Step::Items } else { Step::Values };
                    (nodes, span, step)
                }
                "allOf" => {
                    (place.nodes, _) = self.element(&place.nodes, &key, &keys.next()?)?;
                    continue;
                }
                "oneOf" | "anyOf" => {
                    let number = keys.next()?;
                    let (nodes, span) = self.element(&place.nodes, &key, &number)?;
                    let Some(label) = self.choice(&place, &key, &span, number.parse().ok()?) else {
                        // A choice between a schema and `null` is the schema.
                        place.nodes = nodes;
                        continue;
                    };
                    (nodes, span, label)
                }
                "discriminator" => {
                    keys.next()?;
                    let name = keys.next()?;
                    let target = place.nodes.iter().find_map(|it| {
                        let target = it.get("discriminator")?.get("mapping")?.get(&name)?;
                        let pointer = target.as_str()?;
                        self.document.resolve_pointer(target, pointer).ok()
                    })?;
                    let step = Step::Choice("discriminator".to_owned(), name);
                    (vec![target.node], Span::default(), step)
                }
                _ => return None,
            };
            place = self.step(&place, step, nodes, span);
        }
        Some(place)
    }

    /// A member of one of several nodes, references followed, and where its key stands.
    fn member(&self, nodes: &[&'d Node], key: &str) -> Option<(Vec<&'d Node>, Span)> {
        let member = nodes.iter().find_map(|it| it.member(key))?;
        Some((self.resolved(&member.value), member.key_span.clone()))
    }

    /// A member or an element of a member of one of several nodes, and where it stands.
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

    fn step(&self, from: &Place<'d>, step: Step, nodes: Vec<&'d Node>, span: Span) -> Place<'d> {
        let part = from.subject.and_then(|subject| {
            let mut parts = self.facts.subject(subject).parts.iter();
            Some((subject, parts.position(|part| part.step == step)?))
        });
        Place {
            address: from.address.then(step),
            nodes,
            subject: part.map(|(subject, at)| self.facts.subject(subject).parts[at].subject),
            part,
            within: from.within.iter().copied().chain(from.part).collect(),
            span,
            example: None,
        }
    }

    /// The name of a media type among the facts, where it is normal.
    fn media_type(&self, place: &Place<'_>, span: &Span, name: String) -> String {
        let Some(subject) = place.subject else {
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

    /// The step to an option of a schema.
    fn choice(&self, place: &Place<'_>, keyword: &str, span: &Span, number: usize) -> Option<Step> {
        let parts = &self.facts.subject(place.subject?).parts;
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
