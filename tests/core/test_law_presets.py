from datetime import date

import pytest

from wagtail_disclosure.core import law_presets
from wagtail_disclosure.core.audit import Actor
from wagtail_disclosure.core.models import Exemption, Law, Outcome, Remedy, TimeLimit

ACTOR = Actor.software("test")


@pytest.fixture
def law(db) -> Law:
    return law_presets.load_preset("cn-ogi-2019", by=ACTOR)[0]


def test_an_unknown_preset_is_refused_with_those_that_there_are():
    with pytest.raises(law_presets.UnknownPreset, match="cn-ogi-2019"):
        law_presets.read_preset("cn-ogi-1999")


@pytest.mark.parametrize("code", law_presets.preset_codes())
def test_every_text_of_a_preset_is_there_in_chinese_and_english(db, code):
    law, _added = law_presets.load_preset(code, by=ACTOR)
    rows = [law]
    for model in (TimeLimit, Exemption, Outcome, Remedy):
        rows += model.objects.filter(law=law)
    texts = [row.name for row in rows] + [remedy.text for remedy in Remedy.objects.all()]
    assert all(set(text) == {"zh-hans", "en"} and all(text.values()) for text in texts)


def test_time_limits_are_those_of_the_regulations(law):
    limits = {limit.code: (limit.amount, limit.extension) for limit in law.timelimit_set.all()}
    assert limits == {
        "answer": (20, 20),
        "correction-notice": (7, 0),
        "third-party": (15, 0),
        "joint-maker": (15, 0),
        "publish": (20, 0),
    }


def test_every_article_14_ground_is_mandatory_and_every_article_16_ground_discretionary(law):
    kinds = {row.code: row.kind for row in law.exemption_set.all()}
    assert len(kinds) == 8
    assert {kinds[code] for code in kinds if "-14-" in code} == {"mandatory"}
    assert {kinds[code] for code in kinds if "-15-" in code} == {"mandatory_with_override"}
    assert {kinds[code] for code in kinds if "-16-" in code} == {"discretionary"}


def test_every_outcome_has_its_row_of_the_annual_report(law):
    rows = set(law.outcome_set.values_list("report_row", flat=True))
    expected = {"3-1", "3-2", *(f"3-3-{n}" for n in range(1, 9)), *(f"3-4-{n}" for n in (1, 2, 3))}
    expected |= {f"3-5-{n}" for n in range(1, 6)} | {f"3-6-{n}" for n in (1, 2, 3)}
    assert rows == expected


def test_a_refusal_needs_reconsideration_first_only_since_2024(law):
    remedies = law.remedy_set.filter(outcome__code="refused-internal").order_by("code")
    dates = {remedy.code: (remedy.from_on, remedy.until_on) for remedy in remedies}
    assert dates == {
        "first-refused-internal": (date(2024, 1, 1), None),
        "old-refused-internal": (None, date(2023, 12, 31)),
    }


def test_what_was_not_confirmed_says_so(law):
    assert not law.outcome_set.get(code="withdrawn").is_confirmed
    assert law.outcome_set.get(code="granted").is_confirmed


def test_loading_again_adds_only_what_is_missing(law):
    law.outcome_set.get(code="granted").delete()
    Outcome.objects.filter(code="not-held").update(citation="corrected by the agency")
    _law, added = law_presets.load_preset("cn-ogi-2019", by=ACTOR)
    # The outcome and the remedy that went with it.
    assert added == 2
    assert law.outcome_set.get(code="not-held").citation == "corrected by the agency"


def test_rows_carry_who_loaded_them(law):
    row = law.outcome_set.get(code="granted").history.get()
    assert row.history_user_name == "test"
