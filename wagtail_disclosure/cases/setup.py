"""The cases' part of `disclosure_setup`: form, page, website window and permissions."""

from django.db.models import QuerySet
from wagtail.models import Locale, Page, Site

from wagtail_disclosure.cases.disclosure_log.shipped import ensure_log
from wagtail_disclosure.cases.letters.shipped import ensure_templates
from wagtail_disclosure.cases.models import DisclosureForm, DisclosureLogPage, RequestPage
from wagtail_disclosure.cases.request_forms.shipped import TEXTS, language_for, shipped_fields
from wagtail_disclosure.core import conf, groups
from wagtail_disclosure.core.audit import Actor, attribute
from wagtail_disclosure.core.models import IntakeWindow
from wagtail_disclosure.core.setup_steps import Setup
from wagtail_disclosure.core.translated_text import TranslatedText
from wagtail_disclosure.review.actions import record
from wagtail_disclosure.review.models import Clearance

APP = "wagtail_disclosure_cases"
PERMISSIONS = {
    groups.OFFICERS: ("view_case", "change_case", "reveal_applicant", "add_registration"),
    groups.OFFICE: (
        "view_case",
        "change_case",
        "reveal_applicant",
        "clear_answer",
        "approve_extension",
        "add_registration",
        "add_disclosureform",
        "change_disclosureform",
        "publish_disclosureform",
        "change_lettertemplate",
        "publish_lettertemplate",
        "view_caseexport",
        "view_outgoingmail",
        "view_satisfaction",
        "change_outgoingmail",
        "add_retentionrule",
        "change_retentionrule",
        "delete_retentionrule",
        "view_retentionrule",
    ),
    # People of partners too: at their windows they register, and decide nothing.
    groups.WINDOW_CLERKS: ("add_registration",),
}
WINDOW_NAME = {"zh-hans": "网站", "en": "Website"}


def set_up(setup: Setup) -> None:
    """Create what is missing of the website window, the permissions, the form and its page."""
    _ensure_window(setup)
    for name, codenames in PERMISSIONS.items():
        permissions = [f"{APP}.{codename}" for codename in codenames]
        groups.grant(name, [groups.ADMIN_ACCESS, *permissions])
    forms = _ensure_forms(setup)
    _ensure_pages(setup, forms)
    _ensure_log(setup)
    _ensure_letters(setup)


def _ensure_window(setup: Setup) -> None:
    web = IntakeWindow.objects.filter(body=setup.body, channel=IntakeWindow.Channel.WEB)
    if web.exists():
        return
    window = IntakeWindow(
        body=setup.body,
        code="web",
        name=TranslatedText(WINDOW_NAME),
        channel=IntakeWindow.Channel.WEB,
    )
    attribute(window, by=setup.actor, reason="disclosure_setup")
    window.save()
    setup.note("intake window web", created=True)


def _ensure_forms(setup: Setup) -> QuerySet[DisclosureForm]:
    """The shipped form in every language of the site; a form that exists is left alone."""
    default = Locale.get_default()
    first = DisclosureForm.objects.filter(locale=default).order_by("pk").first()
    setup.note("request form", created=first is None)
    if first is None:
        first = _write_form(DisclosureForm(locale=default))
    for locale in _other_locales(default):
        if not first.has_translation(locale):
            _write_form(DisclosureForm(locale=locale, translation_key=first.translation_key))
            setup.note(f"request form ({locale.language_code})", created=True)
    return DisclosureForm.objects.filter(translation_key=first.translation_key)


def _write_form(form: DisclosureForm) -> DisclosureForm:
    code = form.locale.language_code
    texts = TEXTS[language_for(code)]
    form.name = texts["name"]
    form.intro = texts["intro"]
    form.confirmation = texts["confirmation"]
    form.fields = shipped_fields(code)
    form.save()
    _publish(form)
    return form


def _publish(shipped: DisclosureForm | DisclosureLogPage | RequestPage) -> None:
    """Its texts come with the software, so there is nothing in them to keep secret."""
    revision = shipped.save_revision()
    record(
        revision.as_object(),
        kind=Clearance.Kind.SHIPPED,
        proposed_by=Actor.software("wagtail-disclosure"),
        decided_by=Actor.software("disclosure_setup"),
    )
    revision.publish()


def _ensure_pages(setup: Setup, forms: QuerySet[DisclosureForm]) -> None:
    """The request page below the start page, and below each of its translations."""
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    first = RequestPage.objects.order_by("pk").first()
    setup.note("request page", created=bool(first is None and site))
    if first is None and site:
        root = site.root_page
        form = forms.filter(locale=root.locale).first() or forms.first()
        first = _write_page(root, RequestPage(locale=root.locale, form=form))
    if first is None:
        return
    for locale in _other_locales(first.locale):
        parent = first.get_parent().get_translation_or_none(locale)
        if parent and not first.has_translation(locale):
            form = forms.filter(locale=locale).first() or first.form
            page = RequestPage(locale=locale, translation_key=first.translation_key, form=form)
            _write_page(parent, page)
            setup.note(f"request page ({locale.language_code})", created=True)


def _write_page(parent: Page, page: RequestPage) -> RequestPage:
    texts = TEXTS[language_for(page.locale.language_code)]
    page.title = texts["page_title"]
    page.slug = texts["slug"]
    parent.add_child(instance=page)
    _publish(page)
    return page


def _ensure_log(setup: Setup) -> None:
    created = ensure_log()
    for log in created:
        _publish(log)
    setup.note("disclosure log", created=bool(created))
    for log in DisclosureLogPage.objects.filter(alias_of=None):
        groups.let_write(groups.EDITORS, log)


def _ensure_letters(setup: Setup) -> None:
    default = Locale.get_default()
    locales = [default, *_other_locales(default)]
    added = ensure_templates(locales, law_code=setup.law)
    setup.note(f"letter templates: {added}", created=added)


def _other_locales(locale: Locale) -> QuerySet[Locale]:
    codes = [code for code, _name in conf.content_languages()]
    return Locale.objects.filter(language_code__in=codes).exclude(pk=locale.pk)
