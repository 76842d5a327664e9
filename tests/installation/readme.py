"""The README's instructions, read from its fenced blocks: what it says is what is tested."""

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
BLOCK = re.compile(
    r"^(?:<!-- append to (?P<path>\S+) -->\n)?```(?P<language>\w+)\n(?P<text>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
INSTALLATION = "Install it in your site"
INSTALL = "pip install wagtail-disclosure\n"


@dataclass(frozen=True)
class Block:
    """A fenced block; ``path`` is the file that a Python block is appended to."""

    language: str
    text: str
    path: str = ""


def blocks_of(markdown: str) -> Iterator[Block]:
    """Every fenced block, in the order in which somebody reads them."""
    for found in BLOCK.finditer(markdown):
        yield Block(found["language"], found["text"], found["path"] or "")


def section(name: str) -> str:
    """What the README says below the heading ``name``."""
    _before, _heading, rest = (REPOSITORY / "README.md").read_text().partition(f"\n## {name}\n")
    return rest.partition("\n## ")[0]


def installation_blocks() -> list[Block]:
    return list(blocks_of(section(INSTALLATION)))


def shell_script(blocks: list[Block], *, package: str) -> str:
    """One script that does what the blocks say, line by line; only the package's place differs."""
    return "set -eu\n" + "\n".join(_step(block, package) for block in blocks)


def _step(block: Block, package: str) -> str:
    if block.language == "sh":
        return block.text.replace(INSTALL, f"pip install {shlex.quote(package)}\n")
    # A here-document whose end nobody writes by accident, and quoted: nothing is expanded.
    return f"cat >> {shlex.quote(block.path)} <<'END-OF-BLOCK'\n{block.text}END-OF-BLOCK\n"
