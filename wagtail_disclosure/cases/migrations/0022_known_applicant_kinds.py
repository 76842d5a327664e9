import json

from django.core.exceptions import ImproperlyConfigured
from django.db import migrations

from wagtail_disclosure.core import encryption

# As the form of the package asked it from the first.
KEY = "applicant_kind"
KINDS = {"person", "business", "research", "public_interest", "legal_service", "other"}
BATCH = 500


def from_what_is_sealed(apps, schema_editor):
    """Who asked is in the sealed answers; where the key is gone, the case stays without.

    Nothing here may stop an upgrade: what nobody can read is recorded by hand later.
    """
    Case = apps.get_model("wagtail_disclosure_cases", "Case")
    CaseContent = apps.get_model("wagtail_disclosure_cases", "CaseContent")
    contents = CaseContent.objects.filter(case__applicant_kind="").order_by("case_id")
    last = 0
    while batch := list(contents.filter(case_id__gt=last).select_related("case__key")[:BATCH]):
        last = batch[-1].case_id
        found = {}
        for content in batch:
            found.setdefault(_kind_in(content), []).append(content.case_id)
        for kind in found.keys() & KINDS:
            Case.objects.filter(pk__in=found[kind]).update(applicant_kind=kind)


def _kind_in(content):
    case_id = content.case_id
    try:
        key = content.case.key
        data_key = encryption.unwrap(
            bytes(key.wrapped), key_id=key.key_id, purpose=f"case-key:{case_id}"
        )
        sealed = bytes(content.ciphertext)
        answers = json.loads(
            encryption.decrypt(sealed, key=data_key, purpose=f"case-content:{case_id}")
        )
        kind = answers.get(KEY)
    except (AttributeError, LookupError, ValueError, ImproperlyConfigured):
        # No key with the case, no master key, another one, or something else under it.
        return ""
    return kind if isinstance(kind, str) else ""


class Migration(migrations.Migration):
    dependencies = [("wagtail_disclosure_cases", "0021_applicant_kinds")]

    operations = [migrations.RunPython(from_what_is_sealed, migrations.RunPython.noop)]
