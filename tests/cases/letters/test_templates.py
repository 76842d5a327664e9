"""The letters that an agency starts with, and how it makes them its own."""

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.urls import reverse
from wagtail.models import Locale

from wagtail_disclosure.cases.letters.kinds import FACTS, LetterKind, Series, kind_for
from wagtail_disclosure.cases.letters.samples import sample_of
from wagtail_disclosure.cases.models import LetterTemplate
from wagtail_disclosure.core.models import Outcome

CHINESE, ENGLISH = "zh-hans", "en"


def template(kind: LetterKind, language: str = ENGLISH) -> LetterTemplate:
    return LetterTemplate.objects.get(kind=kind, locale__language_code=language)


def refusals(changed: LetterTemplate) -> dict[str, list[str]]:
    try:
        changed.full_clean()
    except ValidationError as refused:
        return refused.message_dict
    return {}


@pytest.mark.parametrize("language", [CHINESE, ENGLISH])
def test_every_kind_is_shipped_live_and_valid(agency, language):
    shipped = LetterTemplate.objects.filter(locale__language_code=language, live=True)

    assert {row.kind for row in shipped} == set(LetterKind)
    assert {row.kind: refusals(row) for row in shipped if refusals(row)} == {}


def test_both_languages_are_translations_with_the_same_numbers(agency):
    for kind in LetterKind:
        chinese, english = template(kind, CHINESE), template(kind)
        assert chinese.translation_key == english.translation_key
        assert chinese.number_template == english.number_template


def test_what_the_agency_changed_or_deleted_in_one_language_stays_its_own(agency):
    changed = template(LetterKind.REFUSED)
    changed.heading = "Our refusal"
    changed.save_revision().publish()
    template(LetterKind.FEE).delete()

    call_command("disclosure_setup", verbosity=0)

    assert template(LetterKind.REFUSED).heading == "Our refusal"
    again, chinese = template(LetterKind.FEE), template(LetterKind.FEE, CHINESE)
    assert again.translation_key == chinese.translation_key


def test_every_kind_has_its_facts_and_every_outcome_its_kind(agency):
    assert set(FACTS) == set(LetterKind)
    kinds = {outcome.code: kind_for(outcome) for outcome in Outcome.objects.all()}
    assert kinds["not-held"] == LetterKind.NOT_HELD
    assert kinds["not-responsible"] == LetterKind.NOT_RESPONSIBLE
    assert kinds["needs-making"] == LetterKind.NOT_AVAILABLE
    assert all(kind.facts.is_answer for kind in kinds.values())


@pytest.mark.parametrize("kind", LetterKind)
@pytest.mark.parametrize("language", [CHINESE, ENGLISH])
def test_every_template_can_be_previewed(agency, kind, language):
    sample = sample_of(template(kind, language))

    assert sample.heading and sample.body
    assert "{{" not in sample.as_plain_text()
    assert bool(sample.number) is (kind.facts.series != Series.NONE)


def test_an_unknown_merge_field_is_refused(agency):
    changed = template(LetterKind.RECEIPT)
    changed.body += "\n{{ secret }}"
    assert "secret" in refusals(changed)["body"][0]


def test_letters_to_others_offer_neither_applicant_nor_request(agency):
    changed = template(LetterKind.CONSULTATION)
    changed.body += "\n{{ request }}"
    assert list(refusals(changed)) == ["body"]


@pytest.mark.parametrize("number_template", ["No. {serial}", "{year}", "{year}-{who}", "{year"])
def test_a_number_that_could_come_up_twice_is_refused(agency, number_template):
    changed = template(LetterKind.RECEIPT)
    changed.number_template = number_template
    assert list(refusals(changed)) == ["number_template"]


def test_numbers_of_two_series_may_not_meet_and_those_of_one_may(agency):
    changed = template(LetterKind.RECEIPT)
    changed.number_template = template(LetterKind.REFUSED).number_template
    assert list(refusals(changed)) == ["number_template"]

    same_series = template(LetterKind.GRANTED)
    same_series.number_template = template(LetterKind.REFUSED).number_template
    assert refusals(same_series) == {}


def test_there_is_one_template_of_a_kind_in_a_language(agency):
    another = LetterTemplate(
        kind=LetterKind.FEE,
        locale=Locale.objects.get(language_code=ENGLISH),
        heading="Fees",
        body="Pay.",
    )
    assert list(refusals(another)) == ["__all__"]


class TestAdmin:
    def url(self, name: str, *args: object) -> str:
        return reverse(LetterTemplate.snippet_viewset.get_url_name(name), args=args)

    def test_the_office_edits_and_previews_them(self, client, agency, office):
        client.force_login(office)
        shown = client.get(self.url("edit", template(LetterKind.RECEIPT).pk))
        assert "{{ received_on }}" in shown.content.decode()
        assert client.get(self.url("list")).status_code == 200

    def test_other_officers_do_not(self, client, agency, officer):
        client.force_login(officer)
        assert client.get(self.url("edit", template(LetterKind.RECEIPT).pk)).status_code == 302
