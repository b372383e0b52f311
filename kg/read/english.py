"""Is a text English? Refusing must be sure: an article in doubt passes."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier  # type: ignore[import-untyped]

# Words that English is full of and that other languages hardly have in this spelling.
_ENGLISH_WORDS = frozenset((
    "and", "been", "from", "has", "have", "his", "said", "that", "the", "their", "they", "this", "was",
    "were", "which", "with",
))  # fmt: skip
#: Share of those words in a text that needs no further look. Of 944 English news articles one had less
#: (0.038; the median is 0.14); articles in other languages have below 0.02.
ENGLISH_SHARE = 0.04
#: Probability of English below which a text is refused. Of 10,635 English paragraphs, down to a single
#: name, none was below 0.005, lists of foreign names not below 0.002; a sentence in another language
#: is mostly below 0.000001.
SURELY_NOT = 0.0001
#: Code points that are looked at; the language shows long before.
SAMPLE = 10_000

# The languages that a news article may be in; the identifier's small relatives of English
# (Nigerian Pidgin, Scots, Luxembourgish for headlines) only take texts away from English.
_LANGUAGES = {
    "am": "Amharic", "ar": "Arabic", "az": "Azerbaijani", "be": "Belarusian", "bg": "Bulgarian",
    "bn": "Bengali", "ca": "Catalan", "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek",
    "en": "English", "es": "Spanish", "et": "Estonian", "fa": "Persian", "fi": "Finnish", "fr": "French",
    "he": "Hebrew", "hi": "Hindi", "hr": "Croatian", "hu": "Hungarian", "hy": "Armenian",
    "id": "Indonesian", "it": "Italian", "ja": "Japanese", "ka": "Georgian", "kk": "Kazakh",
    "ko": "Korean", "ku": "Kurdish", "ky": "Kyrgyz", "lt": "Lithuanian", "lv": "Latvian",
    "mk": "Macedonian", "mn": "Mongolian", "nl": "Dutch", "no": "Norwegian", "pl": "Polish",
    "ps": "Pashto", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sk": "Slovak",
    "sl": "Slovene", "so": "Somali", "sq": "Albanian", "sr": "Serbian", "sv": "Swedish",
    "sw": "Swahili", "ta": "Tamil", "tg": "Tajik", "th": "Thai", "tk": "Turkmen", "tr": "Turkish",
    "uk": "Ukrainian", "ur": "Urdu", "uz": "Uzbek", "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip


def is_english(text: str) -> bool:
    """Whether the text is English as far as can be told; a text in doubt is.

    >>> is_english("Baku"), is_english("Министерство обороны заявило, что войска отошли.")
    (True, False)
    """
    return other_language(text) is None


def other_language(text: str) -> str | None:
    """The English name of the language that the text is surely in instead of English, else None.

    The language model (0.7 s and 100 MB) is loaded only for a text without the commonest English words.
    """
    sample = text[:SAMPLE]
    words = re.findall(r"[^\W\d_]+", sample.lower())
    if not words or sum(word in _ENGLISH_WORDS for word in words) >= ENGLISH_SHARE * len(words):
        return None
    ranking = _identifier().rank(sample)
    return _LANGUAGES[ranking[0][0]] if dict(ranking)["en"] < SURELY_NOT else None


@functools.cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(sorted(_LANGUAGES))
    return identifier
