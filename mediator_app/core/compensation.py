"""The money of an agreement: asked, agreed, promised in clauses, paid; from whom to whom."""

from __future__ import annotations

from dataclasses import dataclass

from mediator_app.core.records.agreements import Agreement, Clause
from mediator_app.core.records.land import Damage
from mediator_app.core.view import CaseView, Entry


@dataclass(frozen=True, slots=True)
class Debt:
    """What one party owes another by the clauses; None where nobody was named."""

    payer: bytes | None
    receiver: bytes | None
    promised: int
    paid: int


@dataclass(frozen=True, slots=True)
class Sums:
    """Sums in FCFA. `agreed` is None where no damage has an amount agreed on."""

    asked: int
    agreed: int | None
    promised: int
    paid: int
    debts: tuple[Debt, ...]

    @property
    def difference(self) -> int:
        """Return by how much the clauses exceed (or, below zero, miss) what was agreed."""
        return 0 if self.agreed is None else self.promised - self.agreed

    @property
    def balances(self) -> bool:
        return self.difference == 0

    @property
    def any(self) -> bool:
        return bool(self.asked or self.agreed or self.promised or self.paid)


def sums(view: CaseView, agreement: Entry[Agreement]) -> Sums:
    """Add up the clauses of an agreement and the damages of its case."""
    damages = [e.record for e in view.all(Damage)]
    clauses = [e.record for e in view.under(Clause, "agreement", agreement.eid)]
    agreed = [d.agreed_fcfa for d in damages if d.agreed_fcfa is not None]
    owed: dict[tuple[bytes | None, bytes | None], list[int]] = {}
    for clause in clauses:
        if clause.amount_fcfa or clause.paid_fcfa:
            both = owed.setdefault((clause.responsible, clause.receiver), [0, 0])
            both[0] += clause.amount_fcfa or 0
            both[1] += clause.paid_fcfa or 0
    return Sums(
        asked=sum(d.asked_fcfa or 0 for d in damages),
        agreed=sum(agreed) if agreed else None,
        promised=sum(clause.amount_fcfa or 0 for clause in clauses),
        paid=sum(clause.paid_fcfa or 0 for clause in clauses),
        debts=tuple(Debt(payer, to, *both) for (payer, to), both in owed.items()),
    )
