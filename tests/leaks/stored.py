"""The files of the content that the routes are tried on."""

from django.core.files.base import ContentFile

from tests.leaks.markers import Version
from wagtail_disclosure.core.audit import Actor
from wagtail_disclosure.core.models import StoredFile


def store(version: Version) -> StoredFile:
    """The file of ``version``, stored when first asked for."""
    known = StoredFile.objects.filter(name=version.file_name).first()
    return known or StoredFile.store(
        ContentFile(version.file_content, name=version.file_name),
        name=version.file_name,
        content_type="text/plain",
        by=Actor.software("leaks"),
    )
