"""What a round asks: its framework, with what the partnership asks besides."""

from dataclasses import replace
from typing import Any

from maypole.outcomes.frameworks.framework import Framework
from maypole.outcomes.frameworks.reading import InvalidFramework, parts_of


def with_extra(framework: Framework, extra: dict[str, Any], where: str = "your questions") -> Framework:
    """Return the framework with more questions at the end of its parts. Raises InvalidFramework."""
    if not extra:
        return framework
    more = parts_of(extra, where)
    for part, questions in more.items():
        for question in questions:
            if (part, question.slug) in framework.by_slug:
                raise InvalidFramework(f"{where}, {part}: {question.slug!r} is asked by {framework.title} already")
    parts = {part: (*questions, *more.get(part, ())) for part, questions in framework.parts.items()}
    return replace(framework, parts=parts)
