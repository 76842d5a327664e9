"""Whether a title is about what somebody describes at length."""

from collections.abc import Collection, Iterator

from wagtail_disclosure.core.search.questions import read_question
from wagtail_disclosure.core.search.segmentation import parse_query

# More words than these cost time and tell no more.
MOST_TERMS = 24
# Words of letters as short as "the" tell nothing.
SHORTEST_WORD = 4
# A title is about the same where so much of it is in the description.
ENOUGH, AT_LEAST = 0.5, 2


def telling_terms(text: str) -> list[str]:
    """The words, or pairs of Chinese characters, that tell what a text is about, each once."""
    return list(dict.fromkeys(_terms(text)))[:MOST_TERMS]


def is_alike(title: str, terms: Collection[str]) -> bool:
    """Whether enough of what ``title`` is about is among the ``terms`` of a description."""
    own = set(telling_terms(title))
    shared = own & set(terms)
    return len(shared) >= AT_LEAST and len(shared) > ENOUGH * len(own)


def _terms(text: str) -> Iterator[str]:
    for part in parse_query(read_question(text).words):
        for term in part.terms:
            if not term.isascii() or len(term) >= SHORTEST_WORD:
                yield term
