import pytest

from wagtail_disclosure.core.seams import Registry


def test_providers_are_given_in_the_order_of_registration():
    registry = Registry("numbers")
    registry.register("one", lambda: 1)
    registry.register("two", lambda: 2)
    assert [provider() for provider in registry] == [1, 2]
    assert "one" in registry


def test_a_name_taken_twice_is_refused_and_named():
    registry = Registry("numbers")
    registry.register("one", lambda: 1)
    with pytest.raises(ValueError, match="numbers: “one”"):
        registry.register("one", lambda: 2)
