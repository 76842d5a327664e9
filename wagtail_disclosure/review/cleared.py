"""What was cleared, read from the clearance instead of from the row.

A list can't recompute the fingerprint of every row. So it shows what the clearance keeps: whatever
was written into the row past the guard, visitors don't get to see it.
"""

from typing import Any

from django.db.models import F
from django.db.models.expressions import Expression
from django.db.models.functions import JSONObject


def cleared_values(*names: str) -> Expression:
    """For ``annotate()``: a dict of public fields as they were cleared, None where empty.

    For fields of texts, numbers and days; days come as in ISO 8601.
    """
    return JSONObject(**{name: F(f"clearance__content__fields__{name}") for name in names})


def cleared_value(instance: Any, name: str) -> Any:
    """One public field of a guarded object as it was cleared, None where empty."""
    clearance = instance.clearance
    return None if clearance is None else clearance.content["fields"].get(name)
