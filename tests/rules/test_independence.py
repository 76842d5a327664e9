import pkgutil
import subprocess
import sys

import pytest

from tests import rules as tests_of_rules
from wagtail_disclosure import rules

MODULES = sorted(module.name for module in pkgutil.iter_modules(rules.__path__))


@pytest.mark.parametrize("package", [rules, tests_of_rules], ids=lambda package: package.__name__)
def test_the_rules_and_their_tests_load_without_django(package):
    names = [module.name for module in pkgutil.iter_modules(package.__path__)]
    imports = ", ".join(f"{package.__name__}.{name}" for name in names)
    program = f"import sys, {imports}; print('django' in sys.modules)"
    result = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert result.stdout == "False\n"
    assert "deadlines" in MODULES
