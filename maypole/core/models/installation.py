"""Facts about this installation itself, such as whether what it holds is the invented sample."""

from django.db import models


class Installation(models.Model):
    """One fact: a key and its value."""

    key = models.SlugField(primary_key=True, max_length=40)
    value = models.CharField(max_length=200)

    class Meta:
        ordering = ["key"]
        verbose_name_plural = "installation"

    def __str__(self) -> str:
        return f"{self.key}: {self.value}"
