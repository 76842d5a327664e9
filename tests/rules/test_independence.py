import pkgutil
import subprocess
import sys

from wagtail_disclosure import rules

MODULES = sorted(module.name for module in pkgutil.iter_modules(rules.__path__))


def test_the_rules_load_without_django():
    imports = ", ".join(f"wagtail_disclosure.rules.{name}" for name in MODULES)
    program = f"import sys, {imports}; print('django' in sys.modules)"
    result = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert result.stdout == "False\n"
    assert "deadlines" in MODULES
