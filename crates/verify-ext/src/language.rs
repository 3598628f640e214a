//! Languages of spoken messages and of templates.

use std::borrow::Cow;
use std::fmt;

/// A language, as the vendor names it: `en-US`. Case counts.
///
/// The vendor lists 48 of them in prose, and nothing says that the list is closed: [`Language::new`]
/// takes any other.
///
/// ```
/// use verify_ext::Language;
///
/// assert_eq!(Language::EN_US.as_str(), "en-US");
/// assert_eq!(Language::new("en-US"), Language::EN_US);
/// assert!(Language::DOCUMENTED.contains(&Language::EN_US));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Language(Cow<'static, str>);

impl Language {
    /// A language by its name. One that the vendor does not know is refused by the service.
    #[must_use]
    pub fn new(name: impl Into<Cow<'static, str>>) -> Self {
        Self(name.into())
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Names the documented languages, each as a constant and all in a list.
macro_rules! documented {
    ($($constant:ident $name:literal $meaning:literal,)*) => {
        impl Language {
            $(
                #[doc = concat!($meaning, ".")]
                pub const $constant: Self = Self(Cow::Borrowed($name));
            )*

            /// The languages that the vendor lists, in its order.
            pub const DOCUMENTED: &'static [Self] = &[$(Self::$constant,)*];
        }
    };
}

documented! {
    AR_EG "ar-EG" "Arabic, Egypt",
    AR_SA "ar-SA" "Arabic, Saudi Arabia",
    BG_BG "bg-BG" "Bulgarian, Bulgaria",
    CA_ES "ca-ES" "Catalan, Spain",
    CS_CZ "cs-CZ" "Czech, Czechia",
    DA_DK "da-DK" "Danish, Denmark",
    DE_AT "de-AT" "German, Austria",
    DE_CH "de-CH" "German, Switzerland",
    DE_DE "de-DE" "German, Germany",
    EL_GR "el-GR" "Greek, Greece",
    EN_AU "en-AU" "English, Australia",
    EN_CA "en-CA" "English, Canada",
    EN_GB "en-GB" "English, United Kingdom",
    EN_IE "en-IE" "English, Ireland",
    EN_IN "en-IN" "English, India",
    EN_US "en-US" "English, United States",
    ES_ES "es-ES" "Spanish, Spain",
    ES_MX "es-MX" "Spanish, Mexico",
    FI_FI "fi-FI" "Finnish, Finland",
    FR_CA "fr-CA" "French, Canada",
    FR_CH "fr-CH" "French, Switzerland",
    FR_FR "fr-FR" "French, France",
    HE_IL "he-IL" "Hebrew, Israel",
    HI_IN "hi-IN" "Hindi, India",
    HR_HR "hr-HR" "Croatian, Croatia",
    HU_HU "hu-HU" "Hungarian, Hungary",
    ID_ID "id-ID" "Indonesian, Indonesia",
    IT_IT "it-IT" "Italian, Italy",
    JA_JP "ja-JP" "Japanese, Japan",
    KO_KR "ko-KR" "Korean, South Korea",
    MS_MY "ms-MY" "Malay, Malaysia",
    NB_NO "nb-NO" "Norwegian Bokmål, Norway",
    NL_NL "nl-NL" "Dutch, Netherlands",
    PL_PL "pl-PL" "Polish, Poland",
    PT_BR "pt-BR" "Portuguese, Brazil",
    PT_PT "pt-PT" "Portuguese, Portugal",
    RO_RO "ro-RO" "Romanian, Romania",
    RU_RU "ru-RU" "Russian, Russia",
    SK_SK "sk-SK" "Slovak, Slovakia",
    SL_SI "sl-SI" "Slovenian, Slovenia",
    SV_SE "sv-SE" "Swedish, Sweden",
    TA_IN "ta-IN" "Tamil, India",
    TH_TH "th-TH" "Thai, Thailand",
    TR_TR "tr-TR" "Turkish, Türkiye",
    VI_VN "vi-VN" "Vietnamese, Vietnam",
    ZH_CN "zh-CN" "Chinese, mainland China",
    ZH_HK "zh-HK" "Chinese, Hong Kong",
    ZH_TW "zh-TW" "Chinese, Taiwan",
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_documented_language_stands_once_under_its_own_name() {
        let names: std::collections::BTreeSet<_> =
            Language::DOCUMENTED.iter().map(Language::as_str).collect();
        assert_eq!(names.len(), 48);
        for name in names {
            let (language, country) = name.split_once('-').unwrap();
            assert_eq!(language, language.to_lowercase());
            assert_eq!(country, country.to_uppercase());
        }
    }
}
