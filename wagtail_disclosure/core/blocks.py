"""What the blocks of all parts have in common."""

from collections.abc import Iterable
from typing import Any

from wagtail import blocks


class WithTexts:
    """For struct blocks: a text that code or an import left out is empty, not None.

    The editor stores empty texts. wagtail-localize can take nothing else out of a block.
    """

    child_blocks: dict[str, Any]

    def to_python(self, value: Any) -> Any:
        return super().to_python(self._with_texts(value))  # type: ignore[misc]

    def bulk_to_python(self, values: Iterable[Any]) -> Any:
        return super().bulk_to_python([self._with_texts(value) for value in values])  # type: ignore[misc]

    def _with_texts(self, value: Any) -> Any:
        texts = {
            name: ""
            for name, child in self.child_blocks.items()
            if isinstance(child, blocks.CharBlock | blocks.TextBlock) and value.get(name) is None
        }
        return {**value, **texts} if texts else value
