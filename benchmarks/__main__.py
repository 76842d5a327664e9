"""All figures of the catalog, on each database: ``python -m benchmarks ENTRIES DATABASE...``."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks import figures

LATEST = Path(__file__).parent / "results" / "latest.json"


def main(size: str, databases: list[str]) -> None:
    measured = []
    with tempfile.TemporaryDirectory() as folder:
        for database in databases:
            path = Path(folder) / f"{database}.json"
            subprocess.run(  # noqa: S603
                [sys.executable, "-m", "benchmarks.catalog", size, str(path)],
                env={**os.environ, "DISCLOSURE_TEST_DATABASE": database},
                check=True,
            )
            measured += figures.read(path)
    figures.write(measured, LATEST)
    sys.stdout.write(f"\n{size} entries\n{figures.table(measured)}\n")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
