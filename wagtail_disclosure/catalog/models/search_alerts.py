import json
import uuid
from datetime import date, datetime, timedelta
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wagtail_disclosure.core import encryption

# What was never confirmed vanishes.
UNCONFIRMED_FOR = timedelta(days=7)
# Mails that ask for a confirmation, to one address on one day, and while none is confirmed.
MOST_A_DAY = 3
MOST_UNCONFIRMED = 3


class SearchAlertQuerySet(models.QuerySet["SearchAlert"]):
    def confirmed(self) -> "SearchAlertQuerySet":
        return self.filter(confirmed_at__isnull=False)

    def lapsed(self, now: datetime) -> "SearchAlertQuerySet":
        """What nobody has confirmed in time."""
        return self.filter(confirmed_at=None, requested_at__lte=now - UNCONFIRMED_FOR)

    def waiting_for_mail(self, day: date) -> "SearchAlertQuerySet":
        """Confirmed ones that had no mail on that day."""
        return self.confirmed().filter(Q(sent_on=None) | Q(sent_on__lt=day))


class SearchAlert(models.Model):
    """A search of which somebody is told by mail when it finds something new.

    Address and search are personal data: they are kept encrypted, under a key of this row. The
    digests, under a key of the site, only tell whether two rows have the same.
    """

    on_public_pages: ClassVar[bool] = False
    wagtail_reference_index_ignore = True

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key_id = models.CharField(max_length=12)
    wrapped = models.BinaryField()
    ciphertext = models.BinaryField()
    address_digest = models.CharField(max_length=64)
    search_digest = models.CharField(max_length=64, unique=True)
    requested_at = models.DateTimeField()
    # The agency's day, and how many on it were asked for with the same address up to then.
    requested_on = models.DateField()
    number_of_day = models.PositiveSmallIntegerField()
    confirmed_at = models.DateTimeField(null=True)
    # What became public later is new.
    seen_until = models.DateTimeField(null=True)
    sent_on = models.DateField(null=True)

    objects = SearchAlertQuerySet.as_manager()

    class Meta:
        verbose_name = _("alert of a search")
        verbose_name_plural = _("alerts of searches")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["address_digest", "requested_on", "number_of_day"],
                name="disclosure_alert_of_day",
            ),
            models.CheckConstraint(
                condition=Q(number_of_day__gte=1, number_of_day__lte=MOST_A_DAY),
                name="disclosure_alerts_a_day",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at=None) | Q(seen_until__isnull=False),
                name="disclosure_alert_seen",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    def seal(self, content: dict[str, Any]) -> None:
        """Encrypt what the alert is about and for whom, under a new key."""
        key = encryption.new_data_key()
        self.key_id, self.wrapped = encryption.wrap(key, purpose=f"alert-key:{self.pk}")
        plain = json.dumps(content, ensure_ascii=False).encode()
        self.ciphertext = encryption.encrypt(plain, key=key, purpose=f"alert:{self.pk}")

    def unseal(self) -> dict[str, Any]:
        """What :meth:`seal` was given. Raises encryption.CannotDecrypt where the key is gone."""
        key = encryption.unwrap(
            bytes(self.wrapped), key_id=self.key_id, purpose=f"alert-key:{self.pk}"
        )
        return json.loads(encryption.decrypt(self.ciphertext, key=key, purpose=f"alert:{self.pk}"))
