"""JSON inside an HTML page."""

import json
from typing import Any

from django.utils.safestring import SafeString, mark_safe

# What would end the block or start a comment, and what old programs take for the end of a line.
_ESCAPES = {ord(character): f"\\u{ord(character):04X}" for character in "<>&\u2028\u2029"}


def json_for_html(value: Any) -> SafeString:
    """``value`` as JSON that can't end the ``script`` element that it stands in."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    # Nothing in it is markup any more.
    return mark_safe(text.translate(_ESCAPES))  # noqa: S308
