import pytest
from modelsearch.query import MATCH_ALL, And, Boost, Fuzzy, Not, Or, Phrase, PlainText

from wagtail_disclosure.core.search.queries import searchable

WATER = PlainText("供水")
NOTHING = PlainText('"')


@pytest.mark.parametrize("query", [WATER, Phrase("供水"), Fuzzy("供水"), MATCH_ALL])
def test_what_can_be_searched_stays_as_it_is(query):
    assert searchable(query) is query


@pytest.mark.parametrize(
    "query",
    [
        NOTHING,
        Phrase(" "),
        Fuzzy("\x00"),
        Not(NOTHING),
        Boost(NOTHING, 2),
        And([NOTHING, Phrase("")]),
        Or([]),
    ],
)
def test_what_has_no_letter_or_digit_is_no_query(query):
    assert searchable(query) is None


def test_empty_parts_are_left_out_of_a_combination():
    assert repr(searchable(And([NOTHING, WATER]))) == repr(And([WATER]))
    assert repr(searchable(Or([Not(WATER), Not(NOTHING)]))) == repr(Or([Not(WATER)]))
    assert repr(searchable(Boost(And([WATER, NOTHING]), 2))) == repr(Boost(And([WATER]), 2))
