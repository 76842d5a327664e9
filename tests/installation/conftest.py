"""The wheel, and one site that it was installed into; each test works on a copy of that site."""

import fcntl
import importlib.metadata
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from tests.installation import readme
from tests.installation.fresh_site import FreshSite, new_environment

# Tested with what this test run itself uses, whatever versions that are.
PINNED = ("Django", "wagtail")


@pytest.fixture(scope="session")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all workers of one test run share."""
    folder = tmp_path_factory.getbasetemp()
    is_one_of_many = "PYTEST_XDIST_WORKER" in os.environ
    shared = (folder.parent if is_one_of_many else folder) / "installation"
    shared.mkdir(exist_ok=True)
    return shared


@pytest.fixture(scope="session")
def wheel(workshop: Path) -> Path:
    """The package as it would be published, built from this working copy."""
    with only_once(workshop / "wheel") as is_first:
        if is_first:
            build = [sys.executable, "-m", "build", "--wheel", "--no-isolation"]
            subprocess.run(
                [*build, "--outdir", str(workshop / "wheel"), str(readme.REPOSITORY)],
                check=True,
                capture_output=True,
            )
    return next((workshop / "wheel").glob("*.whl"))


@pytest.fixture(scope="session")
def pristine_site(workshop: Path, wheel: Path) -> FreshSite:
    """A site made by ``wagtail start`` with the package installed as the README says."""
    folder = workshop / "project" / "agency"
    site = FreshSite(folder=folder, python_folder=workshop / "python")
    with only_once(workshop / "project") as is_first:
        if is_first:
            folder.mkdir(parents=True)
            _make_site(site, wheel)
    return replace(site, keys=(folder.parent / "disclosure.key").read_text().strip())


@pytest.fixture
def site(pristine_site: FreshSite, tmp_path: Path) -> FreshSite:
    """A freshly installed site for one test."""
    return pristine_site.copied_to(tmp_path / "agency")


def _make_site(site: FreshSite, wheel: Path) -> None:
    versions = [f"{name}=={importlib.metadata.version(name)}" for name in PINNED]
    constraints = site.folder.parent / "versions.txt"
    constraints.write_text("\n".join(versions))
    pinned = {"PIP_CONSTRAINT": str(constraints)}
    new_environment(site.python_folder)
    site.succeed("pip", "install", "wagtail", **pinned)
    site.succeed("wagtail", "start", "agency", ".")
    script = readme.shell_script(readme.installation_blocks(), package=str(wheel))
    (site.folder.parent / "install.log").write_text(
        site.succeed("bash", "-c", script, **pinned), encoding="utf-8"
    )


@contextmanager
def only_once(made: Path) -> Iterator[bool]:
    """Whether ``made`` is still to be made; other workers wait until the first one is done."""
    with made.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = made.with_suffix(".done")
        yield not done.exists()
        done.touch()
