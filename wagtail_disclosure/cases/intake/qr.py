"""QR codes as drawings within a page, which need no file and no script."""

import io
from functools import lru_cache

import segno
from django.utils.safestring import SafeString, mark_safe


# A site has few addresses that it shows, and drawing one takes as long as storing a request.
@lru_cache(maxsize=64)
def qr_code(text: str) -> SafeString:
    """``text`` as an SVG element that takes its color and size from the style sheet."""
    drawn = io.BytesIO()
    # Level M: a crease or a stain over 15 % of it does no harm.
    segno.make(text, error="m", micro=False).save(
        drawn, kind="svg", xmldecl=False, svgns=False, omitsize=True, svgclass="disclosure-qr"
    )
    # Only shapes: segno draws modules and writes no text.
    return mark_safe(drawn.getvalue().decode())  # noqa: S308
