"""Install, remove and look at the triggers of one database."""

from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import DEFAULT_DB_ALIAS, connections, transaction

from wagtail_disclosure.review.models import GuardedType
from wagtail_disclosure.review.models.guarded import guarded_models
from wagtail_disclosure.review.triggers import postgresql, sqlite
from wagtail_disclosure.review.triggers.rules import PREFIX, Rule, rules

VENDORS: dict[str, Any] = {"sqlite": sqlite, "postgresql": postgresql}


@dataclass(frozen=True)
class Status:
    """What is in the database, compared with what this version would install."""

    is_supported: bool
    is_wanted: bool
    installed: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    outdated: tuple[str, ...] = ()

    @property
    def is_complete(self) -> bool:
        return bool(self.installed) and not self.missing and not self.outdated


def status(using: str = DEFAULT_DB_ALIAS) -> Status:
    """What is installed and what is missing in this database."""
    if not is_supported(using):
        return Status(is_supported=False, is_wanted=False)
    expected = {rule.name for rule in _rules(using)}
    installed = set(_installed(using))
    recorded = _recorded(using)
    # Triggers without the row of a type would not know its pages, and let them pass.
    unknown = {model._meta.label_lower for model in guarded_models()} - recorded
    return Status(
        is_supported=True,
        is_wanted=bool(recorded or installed),
        installed=tuple(sorted(installed)),
        missing=tuple(sorted((expected - installed) | unknown)),
        outdated=tuple(sorted(installed - expected)),
    )


def install(using: str = DEFAULT_DB_ALIAS) -> int:
    """Bring the triggers of this database up to date; returns how many there are."""
    vendor = VENDORS[connections[using].vendor]
    with transaction.atomic(using=using):
        _write_types(using)
        remove_triggers(using)
        wanted = _rules(using)
        with connections[using].cursor() as cursor:
            for rule in wanted:
                for statement in vendor.statements(rule):
                    cursor.execute(statement)
    return len(wanted)


def remove(using: str = DEFAULT_DB_ALIAS) -> int:
    """Remove the triggers for good; returns how many there were."""
    with transaction.atomic(using=using):
        count = remove_triggers(using)
        if _has_table(using):
            GuardedType.objects.using(using).all().delete()
    return count


def remove_triggers(using: str) -> int:
    """Take the triggers away; that they are wanted stays on record."""
    names = _installed(using)
    if names:
        with connections[using].cursor() as cursor:
            for statement in list(VENDORS[connections[using].vendor].removals(cursor, names)):
                cursor.execute(statement)
    return len(names)


def definitions(using: str) -> list[str]:
    """What creates the installed triggers once more, as they are."""
    rows = _found(VENDORS[connections[using].vendor].DEFINITIONS, using)
    return [statement for row in rows for statement in row]


def execute(statements: list[str], using: str) -> None:
    with connections[using].cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def is_supported(using: str) -> bool:
    return connections[using].vendor in VENDORS


def is_wanted(using: str) -> bool:
    """Whether somebody installed the triggers here and nobody removed them since."""
    return bool(_recorded(using) or _installed(using))


def _rules(using: str) -> list[Rule]:
    vendor = VENDORS[connections[using].vendor]
    tables = set(connections[using].introspection.table_names())
    return rules(tables, vendor.DIFFERS, vendor.MILLISECONDS, vendor.EVENTS)


def _installed(using: str) -> list[str]:
    return [name for (name,) in _found(VENDORS[connections[using].vendor].LIST, using)]


def _found(query: str, using: str) -> list[tuple[str, ...]]:
    with connections[using].cursor() as cursor:
        # An underscore would stand for any character.
        pattern = PREFIX.replace("_", "\\_") + "%"
        cursor.execute(f"{query} ESCAPE '\\'", [pattern])
        return cursor.fetchall()


def _has_table(using: str) -> bool:
    return GuardedType._meta.db_table in connections[using].introspection.table_names()


def types(using: str) -> list[GuardedType]:
    """What the triggers look up, as rows to be written."""
    content_types = ContentType.objects.db_manager(using)
    return [
        GuardedType(label=model._meta.label_lower, content_type=content_types.get_for_model(model))
        for model in guarded_models()
    ]


def _write_types(using: str) -> None:
    rows = GuardedType.objects.using(using)
    wanted = types(using)
    for row in wanted:
        rows.update_or_create(label=row.label, defaults={"content_type": row.content_type})
    rows.exclude(label__in=[row.label for row in wanted]).delete()


def _recorded(using: str) -> set[str]:
    """The labels of the types that the triggers know."""
    if not _has_table(using):
        return set()
    return set(GuardedType.objects.using(using).values_list("label", flat=True))
