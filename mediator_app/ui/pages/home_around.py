"""The second column of the first page: alerts, journeys, answers awaited, and the team."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from mediator_app.core.records.codes import (
    APPROVAL_WHAT,
    INCIDENT_STATE,
    INCIDENT_TYPE,
    SEVERITY,
)
from mediator_app.i18n import _, formats, n_
from mediator_app.services.home import AlertLine, Around, DueRow, Load, Missed, ReferralRow
from mediator_app.ui.widgets.basic import Card, button, column, emptied, label

SHOWN = 5  # lines of one card


class AroundColumn(QWidget):
    """Each line opens the place where it is dealt with."""

    case_asked = Signal(bytes, object)  # unit id, core.workflow.Place or None
    alert_asked = Signal(bytes, bytes)  # unit id, id of the incident
    alerts_asked = Signal()
    trips_asked = Signal()
    mediator_asked = Signal(str)  # whose cases are wanted

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        self._box = column(self, gap=12)

    def show_found(self, found: Around, *, team: bool) -> None:
        emptied(self._box)
        for card in self._cards(found, team=team):
            self._box.addWidget(card)
        self._box.addStretch()

    def _cards(self, found: Around, *, team: bool) -> list[Card]:
        cards: list[Card] = []
        if found.missed:
            cards.append(self._missed(found.missed))
        if found.approvals:
            cards.append(self._approvals(found))
        if found.alerts:
            cards.append(self._alerts(found.alerts, team=team))
        if team and found.loads:
            cards.append(self._loads(found.loads))
        if found.conflicts:
            cards.append(self._conflicts(found.conflicts))
        if found.referrals:
            cards.append(self._referrals(found.referrals))
        return cards

    def _missed(self, trips: Sequence[Missed]) -> Card:
        card = Card("{}  {}".format(_("No sign of life after a journey"), len(trips)), "need")
        for trip in trips[:SHOWN]:
            who = trip.traveller or _("Somebody")
            where = trip.destination or _("a place that was not written down")
            link = button(_("{who}: {where}").format(who=who, where=where) + "  →", "link-earth")
            link.clicked.connect(self.trips_asked)
            back = formats.day(trip.back_on) if trip.back_on else ""
            when = " ".join(part for part in (back, trip.back_at) if part)
            parts = [_("expected back {when}").format(when=when)]
            if trip.contact:
                parts.append(_("call {contact}").format(contact=trip.contact))
            _line(card, link, "  ·  ".join(parts))
        _more(card, len(trips))
        return card

    def _approvals(self, found: Around) -> Card:
        card = Card("{}  {}".format(_("Approvals waiting for you"), len(found.approvals)))
        for waiting in found.approvals[:SHOWN]:
            what = _(APPROVAL_WHAT.get(waiting.what, waiting.what))
            link = button(what, "link")
            link.clicked.connect(
                partial(self._open, waiting.unit_id, "summary", "approval", waiting.eid)
            )
            since = formats.short_day(waiting.requested_on) if waiting.requested_on else ""
            parts = (waiting.number, waiting.title, waiting.requested_by, since)
            _line(card, link, "  ·  ".join(part for part in parts if part))
        _more(card, len(found.approvals))
        return card

    def _alerts(self, alerts: Sequence[AlertLine], *, team: bool) -> Card:
        title = _("Alerts without an answer") if team else _("Alerts near my places")
        card = Card(f"{title}  {len(alerts)}")
        for alert in alerts[:SHOWN]:
            what = _(INCIDENT_TYPE.get(alert.type or "", "")) if alert.type else _("Incident")
            link = button(what, "link")
            link.clicked.connect(partial(self._open_alert, alert))
            place = alert.commune or alert.cercle or alert.region or ""
            day = formats.short_day(alert.reported_on) if alert.reported_on else ""
            state = _(INCIDENT_STATE.get(alert.state or "rumour", ""))
            grave = _(SEVERITY.get(alert.severity, "")) if alert.severity else ""
            _line(card, link, "  ·  ".join(part for part in (place, day, grave, state) if part))
        if len(alerts) > SHOWN:
            every = button(_("All alerts") + "  →", "link")
            every.clicked.connect(self.alerts_asked)
            card.box.addWidget(every, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _conflicts(self, rows: Sequence[DueRow]) -> Card:
        card = Card("{}  {}".format(_("To decide between"), len(rows)))
        for each in rows[:SHOWN]:
            count = int(each.what)
            words = n_("{count} fact was written twice", "{count} facts were written twice", count)
            link = button(words.format(count=count), "link")
            link.clicked.connect(partial(self._open, each.unit_id, "", "", b""))
            _line(card, link, _case(each))
        _more(card, len(rows))
        return card

    def _referrals(self, late: Sequence[ReferralRow]) -> Card:
        card = Card("{}  {}".format(_("Sent on, and no answer yet"), len(late)))
        for row in late[:SHOWN]:
            link = button(row.referred_to or row.service or _("A service"), "link")
            link.clicked.connect(partial(self._open, row.unit_id, "follow_up", "referral", row.eid))
            made = (
                _("since {day}").format(day=formats.short_day(row.made_on)) if row.made_on else ""
            )
            _line(card, link, "  ·  ".join(part for part in (row.number, row.title, made) if part))
        _more(card, len(late))
        return card

    def _loads(self, loads: Sequence[Load]) -> Card:
        card = Card(_("The team"))
        for load in loads[: 4 * SHOWN]:
            link = button(load.mediator or _("Nobody yet"), "link")
            link.clicked.connect(partial(self._open_mediator, load.mediator))
            count = n_("{count} open case", "{count} open cases", load.open_cases)
            words = [count.format(count=formats.number(load.open_cases))]
            if load.overdue:
                late = n_("{count} thing late", "{count} things late", load.overdue)
                words.append(late.format(count=formats.number(load.overdue)))
            _line(card, link, "  ·  ".join(words))
        return card

    def _open(
        self,
        unit_id: bytes,
        tab: str,
        record: str,
        eid: bytes,
        _checked: bool = False,  # noqa: FBT001, FBT002 - Qt calls it
    ) -> None:
        from mediator_app.core.workflow import Place  # noqa: PLC0415 - imports every guard

        self.case_asked.emit(unit_id, Place(tab, record, None, eid or None) if tab else None)

    def _open_alert(self, alert: AlertLine, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt calls it
        self.alert_asked.emit(alert.unit_id, alert.eid)

    def _open_mediator(self, name: str, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt calls it
        self.mediator_asked.emit(name)


def _case(each: DueRow) -> str:
    return "  ·  ".join(part for part in (each.number, each.title) if part)


def _line(card: Card, link: QWidget, words: str) -> None:
    both = column(gap=0)
    both.addWidget(link)
    both.addWidget(label(words, "muted", wrap=True))
    card.box.addLayout(both)


def _more(card: Card, count: int) -> None:
    if count > SHOWN:
        more = n_("and {count} more", "and {count} more", count - SHOWN)
        card.box.addWidget(label(more.format(count=count - SHOWN), "muted"))
