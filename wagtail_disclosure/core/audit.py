"""Who did what, when and why: append-only tables and the history of models that change.

Rows name their actor by plain id and by the name as it was, never by a foreign key: deleting a
user account must neither rewrite nor block the record.
"""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connections, models
from django.db.models import Value
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords


class AppendOnlyError(TypeError):
    """Somebody tried to change or delete a row that only ever gets company."""


@dataclass(frozen=True)
class Actor:
    """A person, or a named part of the software, that acts."""

    id: int | None
    name: str

    @classmethod
    def of(cls, user: Any) -> "Actor":
        """The actor for a signed-in user; an actor stays who it is."""
        if isinstance(user, Actor):
            return user
        return cls(id=user.pk, name=user.get_full_name() or user.get_username())

    @classmethod
    def software(cls, name: str) -> "Actor":
        """The actor for a command or task that no person answers for."""
        return cls(id=None, name=name)


class AppendOnlyQuerySet(models.QuerySet[Any]):
    """Offers no way to change or delete rows in bulk."""

    def update(self, **kwargs: Any) -> int:
        raise AppendOnlyError(f"{self.model.__name__} rows are never updated.")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise AppendOnlyError(f"{self.model.__name__} rows are never deleted.")

    def bulk_update(self, *args: Any, **kwargs: Any) -> int:
        raise AppendOnlyError(f"{self.model.__name__} rows are never updated.")


class AppendOnlyModel(models.Model):
    """A row that is written once.

    This holds against the ORM; the tables are tamper-evident rather than tamper-proof.
    """

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnlyError(f"{type(self).__name__} {self.pk} was written once for all.")
        kwargs["force_insert"] = True
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise AppendOnlyError(f"{type(self).__name__} rows are never deleted.")


class HistoryRow(models.Model):
    """Base of every history table: the actor's name next to the plain id."""

    history_user_name = models.CharField(_("user"), max_length=200, default="")

    class Meta:
        abstract = True


def _actor_of_row(historical: Any) -> Actor:
    return Actor(id=historical.history_user_id, name=historical.history_user_name)


def _write_actor(historical: Any, actor: Any) -> None:
    if actor is None:
        return
    if not isinstance(actor, Actor):
        # Saved outside our actions, in an admin form: the user of the current request.
        if not actor.is_authenticated:
            return
        actor = Actor.of(actor)
    historical.history_user_id = actor.id
    historical.history_user_name = actor.name


class History(HistoricalRecords):
    """django-simple-history as this package uses it: actors by id and name, reasons as text."""

    def __init__(self, **kwargs: Any):
        kwargs.setdefault("bases", [HistoryRow])
        kwargs.setdefault("history_user_id_field", models.BigIntegerField(null=True))
        kwargs.setdefault("history_change_reason_field", models.TextField(default="", null=True))
        kwargs.setdefault("history_user_getter", _actor_of_row)
        kwargs.setdefault("history_user_setter", _write_actor)
        super().__init__(**kwargs)


def attribute(instance: models.Model, *, by: Actor, reason: str) -> None:
    """Say who is about to save ``instance`` and why; the next history row carries it.

    Save in the same ``transaction.atomic()`` block: simple-history writes its row after the save.
    """
    instance._history_user = by
    instance._change_reason = reason


def record_history(rows: models.QuerySet[Any], *, by: Actor, reason: str) -> int:
    """Write the history of many ``rows`` that were changed alike; returns how many.

    One statement, in which the database copies the rows as they are now: for what changes by the
    thousand. Call it in the transaction of the change.
    """
    history = rows.model.history.model
    about = {
        "history_date": Value(timezone.now(), output_field=models.DateTimeField()),
        "history_change_reason": Value(reason),
        "history_type": Value("~"),
        # Without a type PostgreSQL would take nobody's id for text.
        "history_user_id": Cast(Value(by.id), models.BigIntegerField()),
        "history_user_name": Value(by.name),
    }
    names = [field.attname for field in history.tracked_fields]
    annotations = {f"of_{name}": value for name, value in about.items()}
    selected = rows.order_by().annotate(**annotations).values_list(*names, *annotations)
    try:
        select, parameters = selected.query.get_compiler(rows.db).as_sql()
    except EmptyResultSet:
        return 0
    quote = connections[rows.db].ops.quote_name
    columns = [history._meta.get_field(name).column for name in (*names, *about)]
    insert = f"INSERT INTO {quote(history._meta.db_table)} ({', '.join(map(quote, columns))})"
    with connections[rows.db].cursor() as cursor:
        # Nothing but names of our own tables and columns; all values are parameters.
        cursor.execute(f"{insert} {select}", parameters)
        return cursor.rowcount
