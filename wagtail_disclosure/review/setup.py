"""The review's part of `disclosure_setup`: the default profile and who may take content over."""

from django.core.exceptions import ValidationError
from django.db import DEFAULT_DB_ALIAS, transaction
from django.utils.translation import gettext as _

from wagtail_disclosure.core import conf, groups
from wagtail_disclosure.core.setup_steps import Setup
from wagtail_disclosure.core.translated_text import TranslatedText
from wagtail_disclosure.review.models import ReviewProfile, ReviewTier
from wagtail_disclosure.review.models.language_tier import ensure_translation_workflow
from wagtail_disclosure.review.roles import Role
from wagtail_disclosure.review.translations import localize
from wagtail_disclosure.review.triggers import installation

APP = "wagtail_disclosure_review"
NAME = {"zh-hans": "三级保密审查", "en": "Secrecy review in three tiers"}
# As the founding report has it: made by the unit, checked by the office, signed by the leader.
TIERS = (Role.UNIT_HEAD, Role.OFFICE, Role.LEADER)


def install_triggers(setup: Setup) -> None:
    """Install the database triggers where there are any for this database and the site wants it."""
    if not (conf.setup_installs_triggers() and installation.is_supported(DEFAULT_DB_ALIAS)):
        return
    is_complete = installation.status().is_wanted and installation.status().is_complete
    if not is_complete:
        installation.install()
    setup.note("database triggers", created=not is_complete)


def set_up(setup: Setup) -> None:
    """Create what is missing of the default profile, the reviewers' permissions, the triggers."""
    install_triggers(setup)
    if localize.is_installed():
        setup.note("translation review", created=ensure_translation_workflow())
        groups.grant(groups.EDITORS, ["wagtail_localize.submit_translation"])
    groups.grant(groups.REVIEWERS, [f"{APP}.view_clearance"])
    deputies = [f"{APP}.{action}_delegation" for action in ("view", "add", "change", "delete")]
    groups.grant(groups.OFFICE, [f"{APP}.view_clearance", f"{APP}.withdraw", *deputies])
    created = groups.grant(groups.TAKE_OVER, [groups.ADMIN_ACCESS, f"{APP}.take_over_legacy"])
    setup.note(f"group {groups.TAKE_OVER}", created=created)
    if ReviewProfile.objects.filter(body=setup.body, is_default=True).exists():
        setup.note("review profile", created=False)
        return
    try:
        with transaction.atomic():
            _write_profile(setup)
    except ValidationError as problem:
        # Without people there can be no review; entries stay drafts until there is one.
        setup.advise(
            _(
                "No review profile yet. %(problem)s Give every unit a head and a leader, the "
                "office an information officer besides, and run disclosure_setup again."
            )
            % {"problem": " ".join(problem.messages)}
        )
    else:
        setup.note("review profile", created=True)


def _write_profile(setup: Setup) -> None:
    profile = ReviewProfile(body=setup.body, name=TranslatedText(NAME), is_default=True)
    profile.tiers = [
        ReviewTier(role=role, sort_order=position) for position, role in enumerate(TIERS)
    ]
    profile.save()
