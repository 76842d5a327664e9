"""Texts that code leaves out of a block are empty, as the editor stores them."""

from wagtail import blocks

from wagtail_disclosure.core.blocks import WithTexts


class ContactBlock(WithTexts, blocks.StructBlock):
    name = blocks.CharBlock()
    room = blocks.CharBlock(required=False)
    floor = blocks.IntegerBlock(required=False)


def test_what_was_left_out_is_empty_and_what_is_no_text_stays_unknown() -> None:
    block = ContactBlock()
    [one, other] = block.bulk_to_python([{"name": "Lin"}, {"name": "Wu", "room": None}])
    assert dict(one) == dict(block.to_python({"name": "Lin"}))
    assert dict(one) == {"name": "Lin", "room": "", "floor": None}
    assert other["room"] == ""


def test_what_is_there_stays_as_it_is() -> None:
    value = {"name": "Lin", "room": "12", "floor": 1}
    assert dict(ContactBlock().to_python(value)) == value
