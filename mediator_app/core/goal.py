"""The share of women and of young people that an office asks for: 30 % unless it says otherwise."""

from __future__ import annotations

GOAL = 30  # per cent, as the report asks (chapter 8)
LEAST, MOST = 1, 50  # per cent; half is parity
SETTING = "participation_goal"


def goal_of(text: str | None) -> int:
    """Return the goal that a setting of the office holds; what is no goal is the usual one."""
    if text is None or not text.isdecimal() or not text.isascii():
        return GOAL
    return int(text) if LEAST <= int(text) <= MOST else GOAL
