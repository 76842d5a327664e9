"""A form cut into pages: each heading begins one, and what is agreed to last comes with sending."""

from dataclasses import dataclass

from wagtail_disclosure.cases.request_forms.definitions import (
    Answers,
    Definition,
    FieldDefinition,
)


@dataclass(frozen=True)
class Step:
    """One page of a form; ``number`` counts all pages, also those that somebody is not shown."""

    number: int
    heading: FieldDefinition | None
    fields: tuple[FieldDefinition, ...]

    def asked(self, answers: Answers) -> tuple[FieldDefinition, ...]:
        """What it asks somebody who gave these answers on other pages."""
        own = {field.key for field in self.fields if field.asks}
        return tuple(
            field
            for field in self.fields
            if field.asks
            and (field.shown_when is None or field.shown_when[0] in own or field.applies(answers))
        )

    def has(self, key: str) -> bool:
        return any(field.key == key for field in self.fields)


def steps_of(definition: Definition) -> list[Step]:
    """Its pages, without what is asked where everything is checked (see ``consents_of``)."""
    last = {field.key for field in consents_of(definition)}
    steps: list[Step] = []
    heading: FieldDefinition | None = None
    fields: list[FieldDefinition] = []
    for field in definition.fields:
        if field.type == "heading":
            if any(each.asks for each in fields):
                steps.append(Step(len(steps) + 1, heading, tuple(fields)))
                fields = []
            heading = field
        elif field.key not in last or not field.asks:
            fields.append(field)
    if any(each.asks for each in fields):
        steps.append(Step(len(steps) + 1, heading, tuple(fields)))
    return steps


def consents_of(definition: Definition) -> tuple[FieldDefinition, ...]:
    """What is agreed to at the end of the form, asked on the page that sends it."""
    consents: list[FieldDefinition] = []
    for field in reversed(definition.fields):
        if field.type != "consent":
            break
        consents.insert(0, field)
    return tuple(consents)
