"""Models and migrations keep the layers, also where they name each other in strings.

import-linter sees imports only: ``ForeignKey("wagtail_disclosure_cases.Case")`` is none.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import pytest
from django.apps import apps
from django.db.migrations.loader import MigrationLoader
from django.db.models import Model

PREFIX = "wagtail_disclosure_"
LAYERS = (("core",), ("review",), ("catalog", "cases", "oversight"))


class Edge(NamedTuple):
    """One app needs another: labels, and the place that says so."""

    source: str
    target: str
    place: str


def layer(label: str) -> int | None:
    """The height of an app of ours; None for everybody else's."""
    if not label.startswith(PREFIX):
        return None
    part = label.removeprefix(PREFIX)
    for height, parts in enumerate(LAYERS):
        if part in parts:
            return height
    raise LookupError(f"{label} is in no layer: add it to LAYERS and to pyproject.toml")


def violations(edges: Iterable[Edge]) -> list[str]:
    """What points upwards or sideways, in words."""
    found = []
    for edge in edges:
        source, target = layer(edge.source), layer(edge.target)
        if source is None or target is None or edge.source == edge.target:
            continue
        if target >= source:
            found.append(f"{edge.place}: {edge.source} must not need {edge.target}")
    return sorted(set(found))


def model_edges(models: Iterable[type[Model]]) -> Iterator[Edge]:
    """Parents and relations of every model, through tables included; reverse sides excluded."""
    for model in models:
        source, name = model._meta.app_label, model._meta.label
        for parent in model._meta.all_parents:
            yield Edge(source, parent._meta.app_label, f"{name} inherits")
        relations = [*model._meta.local_fields, *model._meta.local_many_to_many]
        for field in [*relations, *model._meta.private_fields]:
            if not field.is_relation or field.related_model is None:
                continue
            place = f"{name}.{field.name}"
            yield Edge(source, field.related_model._meta.app_label, place)
            through = getattr(field.remote_field, "through", None)
            if through is not None:
                yield Edge(source, through._meta.app_label, f"{place} (through)")


def migration_edges() -> Iterator[Edge]:
    """Dependencies between migrations, and what their operations name."""
    loader = MigrationLoader(None)
    for (label, name), migration in loader.disk_migrations.items():
        for dependency in migration.dependencies:
            yield Edge(label, dependency[0], f"migration {name}")
        for dependant in migration.run_before:
            yield Edge(dependant[0], label, f"migration {name} (run_before)")
    for (label, model), fields in loader.project_state().relations.items():
        for (source, source_model), named in fields.items():
            for field in named:
                yield Edge(source, label, f"migrated {source_model}.{field} to {model}")


def test_no_model_points_upwards_or_sideways() -> None:
    models = apps.get_models(include_auto_created=True, include_swapped=True)

    assert violations(model_edges(models)) == []


# wagtail-localize's first migration asks the database when it is imported.
@pytest.mark.django_db
def test_no_migration_points_upwards_or_sideways() -> None:
    assert violations(migration_edges()) == []


@pytest.mark.django_db
def test_the_walk_sees_our_models_and_migrations() -> None:
    installed = {config.label for config in apps.get_app_configs()}
    ours = {label for label in installed if layer(label) is not None}
    models = list(apps.get_models(include_auto_created=True))

    assert {edge.source for edge in model_edges(models)} >= ours
    assert {edge.source for edge in migration_edges()} >= ours


@pytest.mark.parametrize(
    ("source", "target"),
    [("core", "review"), ("core", "cases"), ("review", "catalog"), ("catalog", "cases")],
)
def test_a_planted_relation_is_found(source: str, target: str) -> None:
    edge = Edge(PREFIX + source, PREFIX + target, "Planted.field")

    assert violations([edge]) == [f"Planted.field: {PREFIX}{source} must not need {PREFIX}{target}"]


def test_pointing_down_or_outside_is_allowed() -> None:
    edges = [
        Edge(PREFIX + "cases", PREFIX + "core", "down"),
        Edge(PREFIX + "cases", PREFIX + "cases", "within"),
        Edge(PREFIX + "core", "wagtailcore", "outside"),
        Edge("somebody", PREFIX + "cases", "an agency's own app"),
    ]

    assert violations(edges) == []


def test_an_app_without_a_layer_is_not_overlooked() -> None:
    with pytest.raises(LookupError, match="newcomer"):
        violations([Edge(PREFIX + "newcomer", PREFIX + "core", "anywhere")])
