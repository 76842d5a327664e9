"""The child rows of a page, as it has them in memory or in the database."""

from collections.abc import Sequence
from typing import Any


def child_rows(instance: Any, accessor: str) -> Sequence[Any]:
    """What ``getattr(instance, accessor).all()`` has, without a manager where it is in memory."""
    # Where modelcluster keeps what is loaded or not stored yet; it has no public name for that.
    in_memory = instance.__dict__.get("_cluster_related_objects", {})
    if accessor in in_memory:
        return in_memory[accessor]
    return getattr(instance, accessor).all()
