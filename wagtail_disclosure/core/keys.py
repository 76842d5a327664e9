"""Primary keys of models that derive from others."""

from typing import Any

from django.db import models


def root_key(model: type[models.Model]) -> Any:
    """The field that gives the rows of ``model`` their keys."""
    field: Any = model._meta.pk
    while field.remote_field is not None:
        field = field.target_field
    return field
