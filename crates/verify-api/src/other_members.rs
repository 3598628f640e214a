//! Answers read member by member, and what they hold beside the members that could be read.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::de::value::{Error, MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{
    Deserialize, DeserializeOwned, DeserializeSeed, Deserializer, IntoDeserializer, MapAccess,
    SeqAccess, Visitor,
};
use serde_json::{Map, Value};

/// The members of an answer that are not documented, or whose value is not of the documented kind.
///
/// They are kept as they came, so that nothing the vendor says is lost and writing the value back
/// gives the same JSON. What cannot be held, such as `1e400`, is kept as text. `Debug` shows how many
/// there are and no more: neither what they hold nor what they are called is known.
#[derive(Clone, Default, PartialEq, serde::Serialize)]
#[serde(transparent)]
pub struct OtherMembers(Map<String, Value>);

impl OtherMembers {
    /// The value of a member.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.0.get(name)
    }

    /// The names and values.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value))
    }

    /// Whether every member was read.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Debug for OtherMembers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} members", self.0.len())
    }
}

/// An object of an answer; the generated types are.
pub(crate) trait Object: Default {
    /// Reads the value of a member into its field; gives it back if it is not of the documented
    /// kind, is `null`, or belongs to no field.
    fn read_member<'de, A: MapAccess<'de>>(
        &mut self,
        name: &str,
        members: &mut A,
    ) -> Result<Option<Value>, A::Error>;

    /// Where the members go that have no field.
    fn other_members(&mut self) -> &mut OtherMembers;
}

/// Reads an object of which nothing is required and whose every member is read by itself.
pub(crate) fn read_object<'de, T, D>(deserializer: D) -> Result<T, D::Error>
where
    T: Object,
    D: Deserializer<'de>,
{
    deserializer.deserialize_map(ObjectVisitor(PhantomData))
}

/// Reads a value into a field; what cannot be read leaves the field empty and is given back.
pub(crate) fn read_field<'de, T, A>(
    field: &mut Option<T>,
    members: &mut A,
) -> Result<Option<Value>, A::Error>
where
    T: DeserializeOwned,
    A: MapAccess<'de>,
{
    let (read, rest) = match members.next_value_seed(Lenient(PhantomData))? {
        Read::AsDocumented(value) => (Some(value), None),
        Read::Otherwise(value) => (None, Some(value)),
    };
    *field = read;
    Ok(rest)
}

/// Takes in a value that belongs to no field.
pub(crate) fn keep<'de, A: MapAccess<'de>>(members: &mut A) -> Result<Option<Value>, A::Error> {
    members.next_value().map(Some)
}

struct ObjectVisitor<T>(PhantomData<T>);

impl<'de, T: Object> Visitor<'de> for ObjectVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<T, A::Error> {
        let mut object = T::default();
        while let Some(name) = members.next_key_seed(Name)? {
            let rest = object.read_member(&name, &mut members)?;
            let others = &mut object.other_members().0;
            match rest {
                Some(value) => drop(others.insert(name.into_owned(), value)),
                // The last of two members of one name is the one that counts.
                None => drop(others.remove(&*name)),
            }
        }
        Ok(object)
    }
}

/// A member's name, borrowed where the text allows it.
struct Name;

impl<'de> DeserializeSeed<'de> for Name {
    type Value = Cow<'de, str>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for Name {
    type Value = Cow<'de, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name")
    }

    fn visit_borrowed_str<E>(self, name: &'de str) -> Result<Self::Value, E> {
        Ok(Cow::Borrowed(name))
    }

    fn visit_str<E>(self, name: &str) -> Result<Self::Value, E> {
        Ok(Cow::Owned(name.to_owned()))
    }
}

enum Read<T> {
    AsDocumented(T),
    Otherwise(Value),
}

/// Reads a `T`, or else whatever is there.
///
/// Scalars go to `T` without a detour; lists and objects, which the vendor's answers hardly have,
/// are taken in first.
struct Lenient<T>(PhantomData<T>);

impl<'de, T: DeserializeOwned> DeserializeSeed<'de> for Lenient<T> {
    type Value = Read<T>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Read<T>, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<T: DeserializeOwned> Lenient<T> {
    fn scalar<'v, V>(value: V) -> Read<T>
    where
        V: IntoDeserializer<'v, Error> + Into<Value> + Copy,
    {
        T::deserialize(value.into_deserializer())
            .map_or_else(|_| Read::Otherwise(value.into()), Read::AsDocumented)
    }

    fn nested(value: Value) -> Read<T> {
        T::deserialize(&value).map_or_else(|_| Read::Otherwise(value), Read::AsDocumented)
    }
}

impl<'de, T: DeserializeOwned> Visitor<'de> for Lenient<T> {
    type Value = Read<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Read<T>, E> {
        Ok(Self::scalar(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Read<T>, E> {
        Ok(Self::scalar(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Read<T>, E> {
        Ok(Self::scalar(value))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Read<T>, E> {
        Ok(Self::scalar(value))
    }

    fn visit_str<E>(self, value: &str) -> Result<Read<T>, E> {
        Ok(Self::scalar(value))
    }

    fn visit_unit<E>(self) -> Result<Read<T>, E> {
        Ok(Read::Otherwise(Value::Null))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, elements: A) -> Result<Read<T>, A::Error> {
        Value::deserialize(SeqAccessDeserializer::new(elements)).map(Self::nested)
    }

    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<Read<T>, A::Error> {
        Value::deserialize(MapAccessDeserializer::new(members)).map(Self::nested)
    }
}
