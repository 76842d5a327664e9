"""QR codes as drawings within a page, which need no file and no script."""

import io

import segno
from django.utils.safestring import SafeString, mark_safe


def qr_code(text: str) -> SafeString:
    """``text`` as an SVG element that takes its color and size from the style sheet."""
    drawn = io.BytesIO()
    # Level M: a crease or a stain over 15 % of it does no harm.
    segno.make(text, error="m", micro=False).save(
        drawn, kind="svg", xmldecl=False, svgns=False, omitsize=True, svgclass="disclosure-qr"
    )
    # Only shapes: segno draws modules and writes no text.
    return mark_safe(drawn.getvalue().decode())  # noqa: S308
