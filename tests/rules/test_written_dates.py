from datetime import date

import pytest

from wagtail_disclosure.rules.written_dates import read_date


@pytest.mark.parametrize(
    "text",
    [
        "2024-01-05",
        "2024-01-05 00:00:00",
        "2024/1/5",
        "2024.1.5",
        "2024年1月5日",
        "２０２４年１月５日",
        "5 January 2024",
        "05 Jan. 2024",
        "45296",
    ],
)
def test_dates_are_read_however_they_are_written(text):
    assert read_date(text) == date(2024, 1, 5)


@pytest.mark.parametrize(
    "text",
    ["1/5/2024", "5.1.2024", "2024-13-05", "2024-02-30", "5 Ja 2024", "20240105", "soon", ""],
)
def test_what_is_no_date_or_could_be_two_is_refused(text):
    with pytest.raises(ValueError):
        read_date(text)
