"""Keeps Python's search for garbage on the window's thread.

It may run in whatever thread happens to allocate, and a forgotten widget that is taken apart
in another thread than its own brings the program down, often much later and elsewhere.
"""

from __future__ import annotations

import gc


class _Held:
    jobs = 0
    was_on = True


def hold() -> None:
    """A job begins: no search until it is over. On the window's thread only."""
    if _Held.jobs == 0:
        _Held.was_on = gc.isenabled()
        gc.disable()
    _Held.jobs += 1


def release(jobs: int = 1) -> None:
    """So many jobs are over."""
    _Held.jobs -= jobs
    if _Held.jobs == 0 and _Held.was_on:
        gc.enable()
