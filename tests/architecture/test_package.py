"""Facts of the package and of the repository that nothing else would notice when they change."""

import configparser
import os
import re
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.apps import apps
from packaging.requirements import Requirement

import wagtail_disclosure

REPOSITORY = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((REPOSITORY / "pyproject.toml").read_text())["project"]
LONGEST_FILE = 400
# A path of one machine, and the options that tie an installation to one package index.
MACHINE_BOUND = re.compile(r"(?<![\w.}])/(?:work|root|home|tmp/v)/|--(?:extra-)?index-url")


def tracked_files() -> Iterator[Path]:
    """Every file that is committed or about to be."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=True,
    )
    for name in listed.stdout.split("\0"):
        if name and (REPOSITORY / name).is_file():
            yield REPOSITORY / name


def text_of(path: Path) -> str:
    """What can be read in the file, whatever it is."""
    return path.read_text(encoding="utf-8", errors="replace")


def configured_index_hosts() -> set[str]:
    """The hosts from which this machine installs packages, however it was told."""
    addresses = [os.environ.get("PIP_INDEX_URL", ""), os.environ.get("PIP_EXTRA_INDEX_URL", "")]
    for name in ("/etc/pip.conf", "~/.pip/pip.conf", "~/.config/pip/pip.conf"):
        config = configparser.ConfigParser(interpolation=None)
        config.read(Path(name).expanduser())
        for section in config.sections():
            addresses += [config[section].get("index-url", "")]
            addresses += config[section].get("extra-index-url", "").split()
    return {host for address in addresses if (host := urlsplit(address).hostname)}


def test_the_root_package_is_not_an_app() -> None:
    assert "wagtail_disclosure" not in {config.name for config in apps.get_app_configs()}


def test_every_label_is_the_dotted_path_with_underscores() -> None:
    ours = [
        config for config in apps.get_app_configs() if config.name.startswith("wagtail_disclosure.")
    ]

    assert ours
    assert {config.label for config in ours} == {config.name.replace(".", "_") for config in ours}
    assert {config.default_auto_field for config in ours} == {"django.db.models.BigAutoField"}


def test_the_package_says_that_it_is_typed() -> None:
    assert (REPOSITORY / "wagtail_disclosure" / "py.typed").exists()


def test_no_file_is_bound_to_one_machine() -> None:
    found = [
        f"{path.relative_to(REPOSITORY)}:{number}: {line.strip()}"
        for path in tracked_files()
        if path != Path(__file__).resolve()
        for number, line in enumerate(text_of(path).splitlines(), start=1)
        if MACHINE_BOUND.search(line)
    ]

    assert found == []


def test_no_file_names_the_package_index_of_this_machine() -> None:
    hosts = configured_index_hosts()
    found = [
        str(path.relative_to(REPOSITORY))
        for path in tracked_files()
        if any(host in text_of(path) for host in hosts)
    ]

    assert found == []


def test_the_changelog_starts_with_this_version() -> None:
    changelog = (REPOSITORY / "CHANGELOG.md").read_text()
    versions = re.findall(r"^## \[(\d[^\]]*)\]", changelog, flags=re.MULTILINE)

    assert versions[0] == wagtail_disclosure.__version__


def requirements() -> list[str]:
    extras = PROJECT["optional-dependencies"].values()
    return [*PROJECT["dependencies"], *(name for extra in extras for name in extra)]


@pytest.mark.parametrize("requirement", requirements())
def test_requirements_have_lower_bounds_only(requirement: str) -> None:
    parsed = Requirement(requirement)
    operators = {specifier.operator for specifier in parsed.specifier}

    assert operators <= {">=", "!="}
    assert ">=" in operators or parsed.name == PROJECT["name"]


def test_no_file_is_too_long_to_read() -> None:
    """A file has at most 400 lines, and 300 are the aim: the message lists those above it."""
    lengths = {
        str(path.relative_to(REPOSITORY)): len(text_of(path).splitlines())
        for path in tracked_files()
        if path.suffix in {".html", ".js", ".py"} and "migrations" not in path.parts
    }
    above_the_aim = {name: length for name, length in lengths.items() if length > 300}

    assert not {n for n, length in lengths.items() if length > LONGEST_FILE}, above_the_aim
