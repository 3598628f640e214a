//! How a code reaches a person, and what can be said of each way.

use verify_api::types::{
    self, CallOptions, SmsEncoding, SmsOptions, StartRequest, WhatsAppOptions,
};

use crate::language::Language;

/// How a code reaches a person. What only one channel takes is set on that channel.
///
/// ```
/// use verify_ext::{Call, Channel, Language, Sms, WhatsApp};
///
/// let by_text = Channel::from(Sms::new().template("{code} is your code for {brand}"));
/// let by_voice = Channel::from(Call::new().language(Language::DE_DE).repetition(3));
/// let by_chat = Channel::from(WhatsApp::new("login_code"));
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Channel {
    /// A text message.
    Sms(Sms),
    /// A call that speaks the code.
    Call(Call),
    /// A WhatsApp message of an approved template.
    WhatsApp(WhatsApp),
    /// A Viber message.
    Viber,
    /// No code at all: the person's device opens
    /// [a URL](crate::Session::verification_url) over its mobile data connection, and the network
    /// tells whose number that is. Ask [`silent_coverage`](crate::Client::silent_coverage) first.
    Silent,
}

impl Default for Channel {
    fn default() -> Self {
        Self::Sms(Sms::new())
    }
}

impl From<Sms> for Channel {
    fn from(sms: Sms) -> Self {
        Self::Sms(sms)
    }
}

impl From<Call> for Channel {
    fn from(call: Call) -> Self {
        Self::Call(call)
    }
}

impl From<WhatsApp> for Channel {
    fn from(whatsapp: WhatsApp) -> Self {
        Self::WhatsApp(whatsapp)
    }
}

/// Sending by text message.
#[derive(Clone, Debug, Default, PartialEq)]
#[must_use = "it is given to `channel`"]
pub struct Sms {
    template: Option<String>,
    options: Option<SmsOptions>,
}

impl Sms {
    /// A message in the vendor's words, from the vendor's sender.
    pub fn new() -> Self {
        Self::default()
    }

    /// The text of the message. `{code}` has to be in it; `{brand}` stands for the brand.
    pub fn template(mut self, text: impl Into<String>) -> Self {
        self.template = Some(text.into());
        self
    }

    /// The sender that the message shows.
    pub fn source(mut self, sender: impl Into<String>) -> Self {
        self.options = Some(self.options.unwrap_or_default().source(sender));
        self
    }

    /// The character set of the message; the vendor chooses unless told otherwise.
    pub fn encoding(mut self, encoding: SmsEncoding) -> Self {
        self.options = Some(self.options.unwrap_or_default().encoding(encoding));
        self
    }
}

/// Sending by a call that speaks the code.
#[derive(Clone, Debug, Default, PartialEq)]
#[must_use = "it is given to `channel`"]
pub struct Call {
    template: Option<String>,
    language: Option<Language>,
    options: Option<CallOptions>,
}

impl Call {
    /// A call in the vendor's words, in English.
    pub fn new() -> Self {
        Self::default()
    }

    /// The text that is spoken. `{code}` has to be in it; `{brand}` stands for the brand. Say the
    /// [language](Call::language) of it too.
    pub fn template(mut self, text: impl Into<String>) -> Self {
        self.template = Some(text.into());
        self
    }

    /// The language of the voice; `en-US` unless told otherwise.
    pub fn language(mut self, language: Language) -> Self {
        self.language = Some(language);
        self
    }

    /// The caller that the phone shows.
    pub fn source(mut self, caller: impl Into<String>) -> Self {
        self.options = Some(self.options.unwrap_or_default().source(caller));
        self
    }

    /// How fast the text is spoken: 0.5 to 2, and 0.8 unless told otherwise.
    pub fn speed(mut self, speed: f64) -> Self {
        self.options = Some(self.options.unwrap_or_default().speed(speed));
        self
    }

    /// How often the text is spoken: 1 to 3 times, and twice unless told otherwise.
    pub fn repetition(mut self, times: u8) -> Self {
        self.options = Some(self.options.unwrap_or_default().repetition(times.into()));
        self
    }

    /// The voice that speaks, by its name at the vendor; 50 characters or fewer.
    pub fn voice_profile(mut self, name: impl Into<String>) -> Self {
        self.options = Some(self.options.unwrap_or_default().voice_profile(name));
        self
    }
}

/// Sending by WhatsApp.
#[derive(Clone, Debug, PartialEq)]
#[must_use = "it is given to `channel`"]
pub struct WhatsApp {
    template_name: String,
    language: Option<Language>,
}

impl WhatsApp {
    /// A message of the approved template with that name.
    pub fn new(template_name: impl Into<String>) -> Self {
        Self {
            template_name: template_name.into(),
            language: None,
        }
    }

    /// The language of the template; the first that the template has unless told otherwise.
    pub fn language(mut self, language: Language) -> Self {
        self.language = Some(language);
        self
    }
}

impl Channel {
    /// Says it in a request, or says why that cannot be.
    pub(crate) fn put_into(self, request: StartRequest) -> Result<StartRequest, &'static str> {
        Ok(match self {
            Self::Sms(Sms { template, options }) => {
                let mut request = templated(request, template)?.channel(types::Channel::Sms);
                request.sms = options;
                request
            }
            Self::Call(Call {
                template,
                language,
                options,
            }) => {
                let mut request = templated(request, template)?.channel(types::Channel::Call);
                request.language = language.map(|language| language.as_str().to_owned());
                request.call = options;
                request
            }
            Self::WhatsApp(WhatsApp {
                template_name,
                language,
            }) => {
                if template_name.trim().is_empty() {
                    return Err("the name of the WhatsApp template is empty");
                }
                let options = WhatsAppOptions::new().template_name(template_name);
                let mut request = request.channel(types::Channel::Whatsapp).whatsapp(options);
                request.language = language.map(|language| language.as_str().to_owned());
                request
            }
            Self::Viber => request.channel(types::Channel::Viber),
            Self::Silent => request.channel(types::Channel::Sma),
        })
    }
}

fn templated(
    mut request: StartRequest,
    template: Option<String>,
) -> Result<StartRequest, &'static str> {
    if let Some(template) = &template {
        if !template.contains("{code}") {
            return Err("the template has no `{code}`, so that the message would hold no code");
        }
        if template.contains("{brand}") && request.brand.is_none() {
            return Err("the template has `{brand}`, and no brand is given");
        }
    }
    request.template = template;
    Ok(request)
}
