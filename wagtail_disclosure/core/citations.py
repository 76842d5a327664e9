"""Citations of laws, which presets write in two languages."""

import re

BOTH_LANGUAGES = " / "
CHINESE = re.compile("[\u4e00-\u9fff]")


def cited(citation: str, *, language: str) -> str:
    """The part of a citation that is in ``language``: presets write “第三十条 / Art. 30”.

    A citation in one language is left as it is, whatever signs it has.
    """
    chinese, separator, english = citation.partition(BOTH_LANGUAGES)
    if not separator or not CHINESE.search(chinese) or CHINESE.search(english):
        return citation
    return chinese if language.startswith("zh") else english
