"""What was measured, against its goal; and how things are measured in turns."""

import json
import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

ROUNDS = 5
# A round repeats what is quicker.
SECONDS_OF_A_ROUND = 0.3


@dataclass(frozen=True)
class Figure:
    """A ratio, a number of queries or megabytes, and what it should be at least or at most."""

    name: str
    database: str
    value: float
    goal: float
    better: Literal["higher", "lower"]

    @property
    def met(self) -> bool:
        if self.better == "higher":
            return self.value >= self.goal
        return self.value <= self.goal

    def as_json(self) -> dict[str, Any]:
        """The figure as ``results/latest.json`` has it."""
        return {**asdict(self), "value": float(f"{self.value:.4g}"), "met": self.met}


def in_turns(actions: Mapping[Any, Callable[[], Any]], rounds: int = ROUNDS) -> dict[Any, float]:
    """Seconds that each action takes: the median of rounds in which all of them have a turn.

    Everything is done once before that, and that once is not counted.
    """
    taken = defaultdict(list)
    for action in actions.values():
        action()
    for _round in range(rounds):
        for name, action in actions.items():
            taken[name].append(_repeated(action))
    return {name: statistics.median(seconds) for name, seconds in taken.items()}


def _repeated(action: Callable[[], Any]) -> float:
    start, times = time.perf_counter(), 0
    while not times or time.perf_counter() - start < SECONDS_OF_A_ROUND:
        action()
        times += 1
    return (time.perf_counter() - start) / times


def timed(action: Callable[[], Any]) -> float:
    """Seconds that the action takes this once."""
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def write(figures: Iterable[Figure], path: Path) -> None:
    """The figures as JSON, one to a line."""
    path.parent.mkdir(exist_ok=True)
    lines = ",\n".join(json.dumps(figure.as_json(), ensure_ascii=False) for figure in figures)
    path.write_text(f"[\n{lines}\n]\n", encoding="utf-8")


def read(path: Path) -> list[Figure]:
    """The figures that :func:`write` wrote."""
    rows = json.loads(path.read_text(encoding="utf-8"))
    return [Figure(**{k: row[k] for k in row if k != "met"}) for row in rows]


def table(figures: Iterable[Figure]) -> str:
    """The figures of all databases for people to read."""
    lines = [f"{'':70} {'database':>10} {'value':>9} {'goal':>9}"]
    for figure in sorted(figures, key=lambda figure: figure.name):
        sign = ">=" if figure.better == "higher" else "<="
        goal = f"{sign} {figure.goal:g}"
        value = f"{figure.value:.4g}"
        verdict = "" if figure.met else "  missed"
        lines.append(f"{figure.name:70} {figure.database:>10} {value:>9} {goal:>9}{verdict}")
    return "\n".join(lines)
