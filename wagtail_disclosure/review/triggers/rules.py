"""What the database refuses, as conditions on rows, the same for every database."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models
from wagtail.models import Page

from wagtail_disclosure.core.keys import root_key
from wagtail_disclosure.review.content.fingerprints import public_names
from wagtail_disclosure.review.guard import sealing
from wagtail_disclosure.review.models import Clearance, ContentEdit, GuardedType
from wagtail_disclosure.review.models.guarded import guarded_models

PREFIX = "disclosure_guard_"
# Tables that only ever grow.
RECORDS: dict[str, type[models.Model]] = {"clearance": Clearance, "edit": ContentEdit}


@dataclass(frozen=True)
class Rule:
    """On one table, an event on rows that is refused where the condition holds."""

    kind: str
    table: str
    event: str
    condition: str
    columns: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Changes whenever the rule does, so that an outdated trigger can be told by its name."""
        said = "\n".join([self.table, self.event, *self.columns, self.condition])
        return f"{PREFIX}{self.kind}_{hashlib.sha256(said.encode()).hexdigest()[:16]}"


def rules(tables: set[str], differs: str, milliseconds: str, events: frozenset[str]) -> list[Rule]:
    """The rules for all guarded types whose tables exist.

    ``differs`` is how the database compares two values of which either may be NULL,
    ``milliseconds`` how it cuts a moment off after those, ``events`` are those that it can refuse.
    """
    found: dict[str, Rule] = {}
    for model in guarded_models():
        for rule in _Rules(model, differs).all():
            found.setdefault(rule.name, rule)
    for kind, model in RECORDS.items():
        for rule in _rules_of_records(kind, model, differs, milliseconds):
            found.setdefault(rule.name, rule)
    return [rule for rule in found.values() if rule.table in tables and rule.event in events]


def quoted(*names: str) -> str:
    return ".".join(f'"{name}"' for name in names)


def literals(values: Iterable[str]) -> str:
    """Labels of models, which hold neither quotes nor anything else that means something."""
    return ", ".join(f"'{value}'" for value in sorted(values))


def changed(columns: Iterable[str], differs: str) -> str:
    return " OR ".join(f'OLD."{name}" {differs} NEW."{name}"' for name in columns)


Predicate = Callable[[str], str]


class _Rules:
    """The rules for one guarded model."""

    def __init__(self, model: type[models.Model], differs: str):
        self.model = model
        self.differs = differs
        self.holder = sealing.sealed_model(model)
        self.table = self.holder._meta.db_table
        self.key = self.holder._meta.pk.column
        self.has_live_elsewhere = sealing.has_live_elsewhere(model)

    def all(self) -> Iterator[Rule]:
        yield from self.of_the_sealed_row()
        yield from self.of_other_tables()
        yield from rows_below(self.model, self.sealed, self.differs)

    def sealed(self, key: str) -> str:
        """Whether the row with this key is public right now."""
        return (
            f"EXISTS (SELECT 1 FROM {quoted(self.table)} s"
            f" WHERE s.{quoted(self.key)} = {key} AND s.cleared_fingerprint <> '')"
        )

    def of_the_sealed_row(self) -> Iterator[Rule]:
        columns = columns_in(self.model, self.holder)
        is_kept = "OLD.cleared_fingerprint <> '' AND NEW.cleared_fingerprint = "
        is_kept += "OLD.cleared_fingerprint"
        if columns:
            yield Rule(
                "content",
                self.table,
                "UPDATE",
                f"{is_kept} AND ({changed(columns, self.differs)})",
                tuple(columns),
            )
        wrong = f"NEW.cleared_fingerprint <> '' AND NOT {self.is_cleared()}"
        seal = ("cleared_fingerprint", "clearance_id", self.key)
        yield Rule("seal", self.table, "UPDATE", wrong, seal)
        replaced = (
            f"EXISTS (SELECT 1 FROM {quoted(self.table)} s"
            f" WHERE s.{quoted(self.key)} = NEW.{quoted(self.key)})"
        )
        is_wrong = f"NEW.cleared_fingerprint <> '' AND ({replaced} OR NOT {self.is_cleared()})"
        yield Rule("seal", self.table, "INSERT", is_wrong)
        if not self.has_live_elsewhere:
            not_cleared = "NEW.live AND NEW.clearance_id IS NULL"
            yield Rule("live", self.table, "INSERT", not_cleared)
            yield Rule("live", self.table, "UPDATE", not_cleared, ("live", "clearance_id"))

    def is_cleared(self) -> str:
        """Whether the clearance of the new row is about it, or its source, and still stands."""
        clearances = Clearance._meta.db_table
        siblings = [
            model._meta.label_lower
            for model in guarded_models()
            if sealing.sealed_model(model) is self.holder
        ]
        withdrawn = (
            f"SELECT 1 FROM {quoted(clearances)} w WHERE w.object_type = c.object_type"
            " AND w.object_id = c.object_id AND w.id > c.id AND w.decision = 'withdrawn'"
        )
        return (
            f"EXISTS (SELECT 1 FROM {quoted(clearances)} c WHERE c.id = NEW.clearance_id"
            " AND c.fingerprint = NEW.cleared_fingerprint AND c.decision = 'cleared'"
            f" AND c.object_type IN ({literals(siblings)})"
            f" AND {self.is_subject('c.object_id')} AND NOT EXISTS ({withdrawn}))"
        )

    def is_subject(self, object_id: str) -> str:
        key = f"NEW.{quoted(self.key)}"
        if issubclass(self.model, Page):
            page = Page._meta.db_table
            source = f"(SELECT p.alias_of_id FROM {quoted(page)} p WHERE p.id = {key})"
            key = f"COALESCE({source}, {key})"
        key = f"CAST({key} AS text)"
        if isinstance(root_key(self.holder), models.UUIDField):
            # Databases without a type of their own store it without dashes.
            key, object_id = f"REPLACE({key}, '-', '')", f"REPLACE({object_id}, '-', '')"
        return f"{object_id} = {key}"

    def of_other_tables(self) -> Iterator[Rule]:
        for part in {*self.model._meta.get_parent_list(), self.model._meta.concrete_model}:
            columns = columns_in(self.model, part)
            if part is self.holder:
                continue
            if part is Page:
                yield from self.of_the_base_page(columns)
            elif columns:
                key = f"NEW.{quoted(part._meta.pk.column)}"
                is_changed = f"({changed(columns, self.differs)})"
                condition = f"{is_changed} AND {self.sealed(key)}"
                table = part._meta.db_table
                yield Rule("part", table, "UPDATE", condition, tuple(columns))

    def of_the_base_page(self, columns: list[str]) -> Iterator[Rule]:
        table = Page._meta.db_table
        types = (
            f"SELECT t.content_type_id FROM {quoted(GuardedType._meta.db_table)} t"
            f" WHERE t.label = '{self.model._meta.label_lower}'"
        )
        unsealed = (
            f"SELECT 1 FROM {quoted(self.table)} s WHERE s.{quoted(self.key)} = NEW.id"
            " AND s.clearance_id IS NOT NULL AND s.cleared_fingerprint = ''"
        )
        watched = ["live", "content_type_id", *columns]
        yield Rule("insert", table, "INSERT", f"NEW.live AND NEW.content_type_id IN ({types})")
        yield Rule(
            "page",
            table,
            "UPDATE",
            f"NEW.live AND ({changed(watched, self.differs)})"
            f" AND (NEW.content_type_id IN ({types}) OR OLD.content_type_id IN ({types}))"
            f" AND NOT EXISTS ({unsealed})",
            tuple(watched),
        )


def rows_below(model: type[models.Model], sealed: Predicate, differs: str) -> Iterator[Rule]:
    """The rules for the rows that a row of ``model`` shows, and for the rows that those show."""
    for name in public_names(model):
        field = model._meta.get_field(name)
        if field.one_to_many:
            yield from _rules_of_child(field.related_model, field.field, sealed, differs)
        elif field.many_to_many and field.concrete:
            through = field.remote_field.through._meta
            link = through.get_field(field.m2m_field_name())
            columns = [column.column for column in through.local_concrete_fields]
            yield from _rules_of_rows(through.db_table, link.column, columns, sealed, differs)


def _rules_of_child(
    child: type[models.Model], link: Any, sealed: Predicate, differs: str
) -> Iterator[Rule]:
    options = child._meta
    columns = columns_in(child, link.model)
    order = getattr(child, "sort_order_field", None)
    columns += [options.get_field(order).column] if order else []
    yield from _rules_of_rows(options.db_table, link.column, columns, sealed, differs)

    def is_sealed_above(key: str) -> str:
        parent = sealed(f"c{len(key)}.{quoted(link.column)}")
        return (
            f"EXISTS (SELECT 1 FROM {quoted(options.db_table)} c{len(key)}"
            f" WHERE c{len(key)}.{quoted(options.pk.column)} = {key} AND {parent})"
        )

    if hasattr(child, "public_fields"):
        yield from rows_below(child, is_sealed_above, differs)


def _rules_of_rows(
    table: str, link: str, columns: list[str], sealed: Predicate, differs: str
) -> Iterator[Rule]:
    old, new = sealed(f"OLD.{quoted(link)}"), sealed(f"NEW.{quoted(link)}")
    watched = tuple(dict.fromkeys([link, *columns]))
    yield Rule("child", table, "INSERT", new)
    yield Rule("child", table, "DELETE", old)
    is_changed = f"({changed(watched, differs)})"
    yield Rule("child", table, "UPDATE", f"{is_changed} AND ({old} OR {new})", watched)


def _rules_of_records(
    kind: str, model: type[models.Model], differs: str, milliseconds: str
) -> Iterator[Rule]:
    """Rows that are written once; only ever new ones are added."""
    table = model._meta.db_table
    fields = model._meta.concrete_fields
    moments = [field.column for field in fields if isinstance(field, models.DateTimeField)]
    columns = [field.column for field in fields if field.column not in moments]
    is_changed = changed(columns, differs)
    # A fixture keeps milliseconds only; loaded again, it changes nothing else.
    for column in moments:
        old, new = (milliseconds.format(f'{row}."{column}"') for row in ("OLD", "NEW"))
        is_changed += f" OR {old} <> {new}"
    yield Rule(kind, table, "UPDATE", is_changed)
    yield Rule(kind, table, "DELETE", "OLD.id IS NOT NULL")
    exists = f"EXISTS (SELECT 1 FROM {quoted(table)} c WHERE c.id = NEW.id)"
    yield Rule(kind, table, "INSERT", exists)
    yield Rule(kind, table, "TRUNCATE", "TRUE")


def columns_in(model: type[models.Model], part: type[models.Model]) -> list[str]:
    """The columns of the table of ``part`` that decide what visitors see of ``model``."""
    names = {*public_names(model), "locale", "alias_of"}
    fields: list[Any] = part._meta.local_concrete_fields
    return [field.column for field in fields if field.name in names]
