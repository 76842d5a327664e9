from datetime import date

import pytest
from django.utils import translation

from wagtail_disclosure.core import law_presets
from wagtail_disclosure.core.audit import Actor
from wagtail_disclosure.core.calendars.seeds import SEEDS
from wagtail_disclosure.core.models import Law, Outcome, Remedy, TimeLimit
from wagtail_disclosure.core.translated_text import TranslatedText
from wagtail_disclosure.rules.deadlines import Term, TermUnit
from wagtail_disclosure.rules.outcomes import kind_of_report_row

ACTOR = Actor.software("test")


@pytest.fixture
def law(db) -> Law:
    return law_presets.load_preset("cn-ogi-2019", by=ACTOR).law


def test_an_unknown_preset_is_refused_with_those_that_there_are():
    with pytest.raises(law_presets.UnknownPreset, match="cn-ogi-2019"):
        law_presets.read_preset("cn-ogi-1999")


@pytest.mark.parametrize("code", law_presets.preset_codes())
def test_every_text_of_a_preset_is_there_in_chinese_and_english(db, code):
    law = law_presets.load_preset(code, by=ACTOR).law
    rows = [law]
    for model in law_presets.SECTIONS.values():
        rows += model.objects.filter(law=law)
    texts = [row.name for row in rows] + [remedy.text for remedy in Remedy.objects.all()]
    texts += [limit.extension_condition for limit in TimeLimit.objects.exclude(extension=0)]
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
    loaded = law_presets.load_preset("cn-ogi-2019", by=ACTOR)
    # The outcome and the remedy that went with it.
    assert loaded.added == 2
    assert law.outcome_set.get(code="not-held").citation == "corrected by the agency"


def test_loading_again_tells_what_the_agency_keeps(law):
    assert law_presets.load_preset("cn-ogi-2019", by=ACTOR).differences == []
    law.timelimit_set.filter(code="answer").update(amount=15)
    law.outcome_set.filter(code="granted").update(
        name=TranslatedText({"zh-hans": "予以公开", "en": "Given"})
    )
    # What was to be confirmed has been: that is no difference.
    law.outcome_set.filter(code="withdrawn").update(is_confirmed=True)
    with translation.override("en"):
        told = [str(one) for one in law_presets.load_preset("cn-ogi-2019", by=ACTOR).differences]
    assert told == [
        "time limit “answer”: amount is “15”; shipped is “20”. Yours is kept.",
        "outcome “granted”: name is “Given / 予以公开”; shipped is “Disclosed / 予以公开”. "
        "Yours is kept.",
    ]


def test_terms_carry_what_the_law_says_of_them(law):
    answer = law.timelimit_set.get(code="answer").as_term()
    assert answer == Term(20, TermUnit.WORKING_DAYS, "第三十三条 / Art. 33", longest_extension=20)
    # Silence has opposite meanings: OGI Art. 32 and Art. 34.
    silence = dict(law.timelimit_set.values_list("code", "on_silence"))
    assert silence["third-party"] == "agency_decides"
    assert silence["joint-maker"] == "consent"


def test_the_day_of_receipt_depends_on_the_channel(law):
    received = dict(law.receiptrule_set.values_list("channel", "received_with"))
    assert received["counter"] == "submission"
    assert received["post"] == "signing"
    assert {received[channel] for channel in ("web", "fax")} == {"confirmation"}


@pytest.mark.parametrize("code", law_presets.preset_codes())
def test_outcomes_are_of_the_kind_of_their_row_of_the_annual_report(code):
    outcomes = law_presets.read_preset(code).rows["outcomes"]
    for outcome in [outcome for outcome in outcomes if outcome.report_row]:
        assert kind_of_report_row(outcome.report_row) == outcome.kind


@pytest.mark.parametrize("code", law_presets.preset_codes())
def test_every_value_cites_its_article_and_every_law_its_calendar(code):
    preset = law_presets.read_preset(code)
    assert preset.calendar in SEEDS
    assert preset.law.code == code
    for rows in preset.rows.values():
        assert [row.code for row in rows if not row.citation.strip()] == []


class TestABadPreset:
    SMALL = """
        code = "small"
        name = { en = "Small" }
        citation = "Act 1"
        [[time_limits]]
        code = "answer"
        amount = 20
        unit = "working_days"
        citation = "s. 1"
        name = { en = "Answer" }
    """

    def test_is_none_as_it_stands(self):
        preset = law_presets.parse_preset(self.SMALL)
        assert [limit.amount for limit in preset.rows["time_limits"]] == [20]

    @pytest.mark.parametrize(
        ("good", "bad", "message"),
        [
            ("amount = 20", "amout = 20", "small, time_limits “answer”: unknown key “amout”"),
            ("amount = 20", "amount = 0", "“answer”: amount: .*1.*0"),
            ("amount = 20", 'amount = "many"', "“answer”: amount: .*many"),
            ("amount = 20", "", "“answer”: amount: .*None"),
            ("working_days", "fortnights", "“answer”: unit: .*fortnights"),
            ('citation = "Act 1"', 'ciation = "Act 1"', "small: unknown key “ciation”"),
            ('citation = "s. 1"', 'law = "other"', "unknown key “law”"),
            ("[[time_limits]]", "[[limits]]", "small: unknown key “limits”"),
        ],
    )
    def test_names_row_key_and_value(self, good, bad, message):
        assert good in self.SMALL
        with pytest.raises(law_presets.PresetError, match=message):
            law_presets.parse_preset(self.SMALL.replace(good, bad))

    def test_says_nothing_twice(self):
        row = self.SMALL[self.SMALL.index("[[") :]
        with pytest.raises(law_presets.PresetError, match="“answer” is there more than once"):
            law_presets.parse_preset(self.SMALL + row)

    def test_names_no_outcome_that_is_not_there(self):
        remedy = """
            [[remedies]]
            code = "first"
            outcomes = ["refused"]
        """
        with pytest.raises(law_presets.PresetError, match="remedies “first”: no outcome “refused”"):
            law_presets.parse_preset(self.SMALL + remedy)


def test_rows_carry_who_loaded_them(law):
    row = law.outcome_set.get(code="granted").history.get()
    assert row.history_user_name == "test"
