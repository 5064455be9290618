"""When each thing that the clock does was last done."""

from django.db import models


class Due(models.Model):
    """One line of the clock's due list; what it runs is declared in a room's `due.py`."""

    name = models.CharField(primary_key=True, max_length=60)
    last_run_at = models.DateTimeField(null=True, blank=True)
    last_result = models.CharField(max_length=400, blank=True)

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "due"

    def __str__(self) -> str:
        return self.name
