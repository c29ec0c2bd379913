"""What a party agrees to now, and what must not be done without it.

A consent counts while it is not withdrawn; several add up. Where somebody was asked and did not
agree, the act is refused; a supervisor may let it be done and says why. Photos and visits need a
yes. Names on paper and in files are held back from whoever said no or took a yes back: who was
not asked yet is told apart, since asking belongs to screening and a file is printed before it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from mediator_app.core import codenames
from mediator_app.core.errors import AppError
from mediator_app.core.marks import N_
from mediator_app.core.records.codes import PURPOSE
from mediator_app.core.records.parties import Consent, ConsentOverride, Party
from mediator_app.core.view import CaseView, Entry

RECORD, SHARE, PHOTO, FOLLOW_UP = PURPOSES = tuple(PURPOSE)


class Standing(StrEnum):
    AGREED = "agreed"
    OVERRIDDEN = "overridden"  # a supervisor let it be done, with a reason
    UNASKED = "unasked"
    REFUSED = "refused"  # asked, and not to this
    WITHDRAWN = "withdrawn"


ALLOWING = frozenset({Standing.AGREED, Standing.OVERRIDDEN})
HOLDING_BACK = frozenset({Standing.REFUSED, Standing.WITHDRAWN})
WORDS = {
    Standing.AGREED: N_("Agrees"),
    Standing.OVERRIDDEN: N_("By a supervisor"),
    Standing.UNASKED: N_("Not asked yet"),
    Standing.REFUSED: N_("Does not agree"),
    Standing.WITHDRAWN: N_("Withdrawn"),
}


class ConsentMissing(AppError):
    """Something was to be done that somebody did not agree to."""

    message = N_(
        "{party} has not agreed to this: {purpose}. Ask first and write it down under Parties, "
        "or have a supervisor decide."
    )

    def __init__(self, party: str, purpose: str) -> None:
        super().__init__(party=party, purpose=_Purpose(purpose))


class _Purpose(AppError):
    def __init__(self, purpose: str) -> None:
        super().__init__()
        self.message = PURPOSE.get(purpose, purpose)


@dataclass(frozen=True, slots=True)
class Stand:
    """Where a party stands on one purpose, and the record that says so."""

    standing: Standing
    by: Entry[Consent] | Entry[ConsentOverride] | None = None

    @property
    def day(self) -> str | None:
        """Return since when, where it is known."""
        record = self.by.record if self.by else None
        if isinstance(record, ConsentOverride):
            return record.decided_on
        if record is None:
            return None
        return record.withdrawn_on if self.standing is Standing.WITHDRAWN else record.given_on


def stand(view: CaseView, party: bytes | None, purpose: str, *, today: date | None = None) -> Stand:
    """Return where a party stands on a purpose; without a day, a withdrawal counts at once."""
    asked = [e for e in view.all(Consent) if e.record.party == party]
    about = [e for e in asked if purpose in (e.record.purposes or ())]
    living = [e for e in about if not is_withdrawn(e.record, today=today)]
    if living:
        return Stand(Standing.AGREED, max(living, key=_given))
    over = [e for e in _overrides(view, party, purpose) if not _outlived(e, about)]
    if over:
        return Stand(Standing.OVERRIDDEN, over[-1])
    if about:
        return Stand(Standing.WITHDRAWN, max(about, key=lambda e: e.record.withdrawn_on or ""))
    return Stand(Standing.REFUSED, asked[-1]) if asked else Stand(Standing.UNASKED)


def _given(entry: Entry[Consent]) -> tuple[str, bytes]:
    return (entry.record.given_on or "", entry.eid)


def is_withdrawn(consent: Consent, *, today: date | None = None) -> bool:
    """Tell whether a consent was taken back; one that ends on a later day still holds."""
    if not consent.withdrawn_on:
        return False
    return today is None or consent.withdrawn_on <= today.isoformat()


def _overrides(view: CaseView, party: bytes | None, purpose: str) -> list[Entry[ConsentOverride]]:
    return [
        e
        for e in view.all(ConsentOverride)
        if e.record.party == party
        and e.record.purpose == purpose
        and (e.record.decided_by or "").strip()
        and (e.record.reason or "").strip()
    ]


def _outlived(override: Entry[ConsentOverride], about: Iterable[Entry[Consent]]) -> bool:
    """A later withdrawal is a new no: the supervisor decides anew."""
    decided = override.record.decided_on or ""
    return any((e.record.withdrawn_on or "") > decided for e in about)


def allows(view: CaseView, party: bytes | None, purpose: str, *, today: date | None = None) -> bool:
    """Tell whether a party agrees to a purpose now, or a supervisor let it be done."""
    return stand(view, party, purpose, today=today).standing in ALLOWING


def require(view: CaseView, party: bytes, purpose: str, *, today: date | None = None) -> None:
    """Raise ConsentMissing unless `allows`."""
    if not allows(view, party, purpose, today=today):
        name = view.party_name(party)
        given = codenames.codes(view)
        hide = bool(view.case.names_hidden) or not name
        raise ConsentMissing(given.get(party, "…") if hide else name, purpose)


def withheld(view: CaseView, *, today: date | None = None) -> tuple[bytes, ...]:
    """Return the parties whose names must stay out of papers and files."""
    return _standing(view, HOLDING_BACK, today)


def unasked(view: CaseView, *, today: date | None = None) -> tuple[bytes, ...]:
    """Return the people and groups whom nobody asked yet; an institution is not asked."""
    people = {e.eid for e in view.all(Party) if e.record.type != "institution"}
    return tuple(eid for eid in _standing(view, {Standing.UNASKED}, today) if eid in people)


def _standing(view: CaseView, wanted: Iterable[Standing], today: date | None) -> tuple[bytes, ...]:
    return tuple(
        e.eid for e in view.all(Party) if stand(view, e.eid, SHARE, today=today).standing in wanted
    )


def shareable(view: CaseView, *, today: date | None = None) -> CaseView:
    """Return the case as it may leave this laptop: without the names that are held back."""
    return codenames.without(view, withheld(view, today=today))


def told(
    view: CaseView, translate: Callable[[str], str], *, today: date | None = None
) -> list[str]:
    """Return the sentences that say whose name is missing from a paper or file, by code."""
    given = codenames.codes(view)
    found: list[str] = []
    if held := withheld(view, today=today):
        listed = ", ".join(given[eid] for eid in held)
        found.append(translate(WITHHELD).format(codes=listed))
    if silent := unasked(view, today=today):
        listed = ", ".join(given[eid] for eid in silent)
        found.append(translate(NOT_ASKED).format(codes=listed))
    return found


WITHHELD = N_("Names withheld, because these parties do not agree to share them: {codes}.")
NOT_ASKED = N_("Not asked yet whether their names may be shared: {codes}.")
