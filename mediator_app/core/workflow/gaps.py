"""How a check tells what it found wanting."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from mediator_app.core.workflow.facts import Facts


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing wanting: what fills the sentence, and the record it concerns, if there is one."""

    values: Mapping[str, str] = field(default_factory=dict[str, str])
    eid: bytes | None = None


Check = Callable[[Facts], Iterable[Gap]]


def unless(met: object) -> tuple[Gap, ...]:
    """Return one gap unless the condition is met."""
    return () if met else (Gap(),)
