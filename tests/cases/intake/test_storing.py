"""What is rolled back leaves no file, as far as the storage lets it."""

from pathlib import Path

import pytest

from tests.cases.test_files import seal
from wagtail_disclosure.cases.intake.storing import whole_or_not_at_all
from wagtail_disclosure.cases.models import CaseFile


def make_stuck(file: CaseFile) -> None:
    """No storage can delete it: a folder with something in it stands in its place."""
    path = Path(file.file.path)
    path.unlink()
    path.mkdir()
    (path / "something").touch()


def test_a_file_that_can_not_be_deleted_keeps_none_of_the_others(case, caplog):
    with pytest.raises(ValueError, match="What went wrong first"), whole_or_not_at_all() as stored:
        stored.extend(seal(case, name=name) for name in ("Li Ming.pdf", "b.pdf", "c.pdf"))
        make_stuck(stored[0])
        raise ValueError("What went wrong first")
    exist = [file.file.storage.exists(file.file.name) for file in stored]
    assert exist == [True, False, False]
    assert not CaseFile.objects.exists()
    [logged] = caplog.records
    assert str(stored[0].pk) in logged.getMessage() and logged.levelname == "ERROR"
    assert "Li Ming" not in caplog.text
