"""What somebody asks the search for, as the address says it: words, choices, order."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from django.http import QueryDict

from wagtail_disclosure.core.search.questions import read_question

LONGEST_CHOICE = 40
MOST_CHOICES = 30
# In the order in which the page has them; the names are parameters of the address.
FACETS = (
    "class",
    "category",
    "body",
    "unit",
    "year",
    "validity",
    "subject",
    "genre",
    "format",
)
RELEVANCE, NEWEST, OLDEST, TITLE = ORDERS = ("relevance", "newest", "oldest", "title")


@dataclass(frozen=True)
class Criteria:
    """A search; ``chosen`` has the values of each facet that any were chosen of.

    ``order`` is empty where the usual one is meant.
    """

    words: str = ""
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    order: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether everything is asked for."""
        return not self.words and not self.chosen

    @property
    def used_order(self) -> str:
        """The order that was asked for, where it makes sense; else the usual one."""
        usual = RELEVANCE if self.words else NEWEST
        return usual if self.order == RELEVANCE else self.order or usual

    def of(self, facet: str) -> tuple[str, ...]:
        """The values chosen of a facet; none means any."""
        return self.chosen.get(facet, ())

    def without(self, facet: str, value: str) -> "Criteria":
        """The same search with one value less."""
        return self._choosing({**self.chosen, facet: [v for v in self.of(facet) if v != value]})

    def only(self, known: Mapping[str, set[str]]) -> "Criteria":
        """The same search with those values only that are among the ``known`` ones."""
        return self._choosing(
            {facet: [v for v in self.of(facet) if v in known[facet]] for facet in self.chosen}
        )

    def unfiltered(self) -> "Criteria":
        """The same words without any choice."""
        return replace(self, chosen={})

    def in_any_order(self) -> "Criteria":
        """What is asked for, however it is sorted."""
        return replace(self, order="")

    def parameters(self) -> Iterator[tuple[str, str]]:
        """Names and values as in the address; the same search has always the same."""
        if self.words:
            yield "q", self.words
        for facet in FACETS:
            for value in sorted(self.of(facet)):
                yield facet, value
        if self.order:
            yield "sort", self.order

    def urlencode(self) -> str:
        """The part of an address after the question mark."""
        return urlencode(list(self.parameters()))

    def _choosing(self, chosen: Mapping[str, list[str] | tuple[str, ...]]) -> "Criteria":
        kept = {facet: tuple(values) for facet, values in chosen.items() if values}
        return replace(self, chosen=kept)


def read_criteria(query: QueryDict) -> Criteria:
    """What an address asks for; what can't be the name of anything is left out."""
    chosen = {facet: _values(query.getlist(facet)) for facet in FACETS}
    order = query.get("sort", "")
    return Criteria(
        words=read_question(query.get("q", "")).words,
        chosen={facet: values for facet, values in chosen.items() if values},
        order=order if order in ORDERS else "",
    )


def _values(typed: list[str]) -> tuple[str, ...]:
    cleaned = (read_question(value).words for value in typed[:MOST_CHOICES])
    return tuple(dict.fromkeys(value[:LONGEST_CHOICE] for value in cleaned if value))
