from typing import Any

import pytest

from tests.cases.factories import Casework
from tests.cases.letters.factories import write


@pytest.fixture
def letter(case, officer) -> Any:
    """A notice to the applicant, written on the day of receipt."""
    return write(case, by=officer)


@pytest.fixture
def answered(casework) -> Casework:
    """A case whose answer was cleared and delivered."""
    return casework.accept().assign().draft().propose().clear().answer()
