from django.db import models


class DemoMark(models.Model):
    """Says that this database is the demonstration's, so that it may be rebuilt or thrown away."""

    built_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "demonstration mark"
        verbose_name_plural = "demonstration marks"

    def __str__(self) -> str:
        return f"demonstration built at {self.built_at}"
