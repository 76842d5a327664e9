from typing import ClassVar

from django.db import models


class DatabaseChange(models.Model):
    """A transaction that wrote something which public pages may show.

    Rows are only added, so that writers never wait for each other, and now and then all deleted
    at once. All tokens together make up the generation of the database.
    """

    on_public_pages: ClassVar[bool] = False
    wagtail_reference_index_ignore = True

    # Random, so that no set of rows has the same sum as one that there was before.
    token = models.BigIntegerField()

    objects: models.Manager["DatabaseChange"] = models.Manager()

    class Meta:
        verbose_name = "change of the database"
        verbose_name_plural = "changes of the database"
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.pk)
