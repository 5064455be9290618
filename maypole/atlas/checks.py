"""Say at start-up, and in `manage.py check`, that a file of an indicator is wrong, and what is wrong with it."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, register

from maypole.atlas.indicators import InvalidIndicator, all_indicators


@register()
def indicators_are_whole(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    """Return an error that names the file and what to do, or nothing."""
    try:
        all_indicators()
    except InvalidIndicator as error:
        return [Error(str(error), hint="Mend the file in maypole/atlas/indicators/.", id="atlas.E001")]
    return []
