"""How text is cut into search terms: pure text, no database."""

import re
import unicodedata
from dataclasses import dataclass
from itertools import chain
from operator import add

# A title has at most 255 characters, so pasting a whole one still finds it.
LONGEST_QUERY = 255

# Scripts written without spaces between words, letters and numbers only. Hangul has spaces, but
# its particles stick to the words.
_UNSPACED = (
    "\u3005\u3007\u3021-\u3029\u3038-\u303c"  # ideographic marks and numerals
    "\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff"  # kana
    "\u3105-\u312f\u31a0-\u31bf"  # bopomofo
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"  # Chinese characters
    "\uac00-\ud7a3"  # Hangul
)
_RUN = re.compile(rf"[{_UNSPACED}]+")
_TOKEN = re.compile(rf"[{_UNSPACED}]+|[^\W_{_UNSPACED}]+")
# The same, apart.
_RUN_OR_WORD = re.compile(rf"([{_UNSPACED}]+)|([^\W_{_UNSPACED}]+)")
# A word of a script with spaces between words, or a number.
SPACED_WORD = re.compile(rf"[^\W_{_UNSPACED}]+")
_WORD_AT_END = re.compile(rf"[^\W_{_UNSPACED}]+\Z")
# Marks that separate what is searched for; all others, as in 沪水务〔2025〕58号, hold it together.
_BETWEEN_PARTS = re.compile(r"[\s,;!?、。]+")


def normalize(text: str) -> str:
    """Bring text into the form in which it is compared: compatibility characters, no case."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return unicodedata.normalize("NFKC", folded)


def index_terms(text: str) -> list[str]:
    """List the terms under which a text is found, in the order of the text.

    A run of Chinese characters gives each character followed by its pair with the next one, so
    that the terms of any part of the run are neighbours, too.
    """
    terms: list[str] = []
    for run, word in _RUN_OR_WORD.findall(normalize(text)):
        if word:
            terms.append(word)
        else:
            terms += _terms_of_run(run)
    return terms


def segment(text: str) -> str:
    """Write a text as its terms with spaces between them, for an index that splits at spaces."""
    return " ".join(index_terms(text))


@dataclass(frozen=True)
class QueryPart:
    """One part of a query, which has to be found as a whole: its runs and words in order."""

    tokens: tuple[str, ...]

    @property
    def phrase(self) -> list[str]:
        """The part's terms as they follow one another in the index.

        Single characters at either end say nothing that their pairs don't, and are expensive.
        """
        terms = [term for token in self.tokens for term in _terms_of(token)]
        start = 1 if _has_pairs(self.tokens[0]) else 0
        stop = len(terms) - (1 if _has_pairs(self.tokens[-1]) else 0)
        return terms[start:stop]

    @property
    def terms(self) -> list[str]:
        """The fewest terms that every text with this part is indexed under."""
        return [
            term
            for token in self.tokens
            for term in (_pairs(token) if _has_pairs(token) else [token])
        ]

    @property
    def ends_in_word(self) -> bool:
        """Whether more letters may follow, as opposed to a character that is complete."""
        return not _RUN.fullmatch(self.tokens[-1])


def parse_query(query: str) -> list[QueryPart]:
    """Divide what somebody typed into the parts to be found; an empty list finds nothing."""
    text = normalize(query)
    if len(text) > LONGEST_QUERY:
        # A word cut in two would not be found.
        text = _WORD_AT_END.sub("", text[:LONGEST_QUERY])
    parts = (_TOKEN.findall(part) for part in _BETWEEN_PARTS.split(text))
    return [QueryPart(tuple(tokens)) for tokens in parts if tokens]


def pairs_of(token: str) -> list[str]:
    """The pairs of neighbours in a run of Chinese characters; a word has none."""
    return _pairs(token) if _has_pairs(token) else []


def _terms_of(token: str) -> list[str]:
    return _terms_of_run(token) if _has_pairs(token) else [token]


def _terms_of_run(run: str) -> list[str]:
    """Each character, followed by its pair with the next one."""
    pairs = map(add, run, run[1:])
    return [*chain.from_iterable(zip(run, pairs, strict=False)), run[-1]]


def _has_pairs(token: str) -> bool:
    return len(token) > 1 and _RUN.fullmatch(token) is not None


def _pairs(run: str) -> list[str]:
    return [run[position : position + 2] for position in range(len(run) - 1)]
