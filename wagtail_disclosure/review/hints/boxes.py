"""Dark boxes drawn over text, which stays in the file for everybody to copy out."""

from typing import Any

from wagtail_disclosure.review.hints.findings import Look

Point = tuple[float, float]
Matrix = list[float]

DARK = 0.35
# A rule or an underline covers nothing.
LEAST_HEIGHT = 5.0
LEAST_WIDTH = 8.0
MOST_TEXTS = 20_000
FILLS = frozenset({b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*"})
PATH_ENDS = FILLS | {b"S", b"s", b"n"}
SHOWS_TEXT = frozenset({b"Tj", b"TJ", b"'", b'"'})
COLOURS = frozenset({b"g", b"rg", b"k", b"sc", b"scn"})


class Boxes:
    """Follows the operators of a page; text that comes first and a box after it is a cover."""

    def __init__(self, look: Look) -> None:
        self.cover_text = False
        self._look = look
        self._texts: list[Point] = []
        self._path: list[tuple[Point, Point]] = []
        self._is_dark = True
        self._kept: list[bool] = []

    def visit(self, operator: bytes, operands: Any, place: Matrix, text_place: Matrix) -> None:
        """Called before each operator is carried out, as pypdf offers it."""
        self._look.check_time()
        if operator in SHOWS_TEXT:
            self._texts.append(_moved(text_place[4], text_place[5], place))
            if len(self._texts) > MOST_TEXTS:
                self._texts = self._texts[MOST_TEXTS // 2 :]
        elif operator == b"q":
            self._kept.append(self._is_dark)
        elif operator == b"Q" and self._kept:
            self._is_dark = self._kept.pop()
        elif operator in COLOURS:
            self._is_dark = _is_dark(operands)
        elif operator == b"re":
            x, y, width, height = (float(value) for value in operands)
            self._path.append((_moved(x, y, place), _moved(x + width, y + height, place)))
        elif operator in PATH_ENDS:
            if operator in FILLS and self._is_dark:
                self.cover_text = self.cover_text or any(map(self._covers, self._path))
            self._path = []

    def _covers(self, box: tuple[Point, Point]) -> bool:
        (one_x, one_y), (other_x, other_y) = box
        left, right = sorted((one_x, other_x))
        bottom, top = sorted((one_y, other_y))
        if right - left < LEAST_WIDTH or top - bottom < LEAST_HEIGHT:
            return False
        # A letter's foot may stand a little below the box that hides it.
        return any(left - 1 <= x < right and bottom - 2 <= y < top for x, y in self._texts)


def _moved(x: float, y: float, matrix: Matrix) -> Point:
    a, b, c, d, e, f = (float(value) for value in matrix)
    return a * x + c * y + e, b * x + d * y + f


def _is_dark(operands: Any) -> bool:
    values = [float(value) for value in operands if isinstance(value, (int, float))]
    if len(values) == 4:
        *inks, black = values
        return (1 - max(inks)) * (1 - black) < DARK
    return bool(values) and max(values) < DARK
