"""What each of the four may do: one table of role and act.

No record is declared here: the list of cases stands on screen before those are loaded.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from mediator_app.core.errors import AppError
from mediator_app.core.marks import N_


class Role(StrEnum):
    MEDIATOR = "mediator"
    SUPERVISOR = "supervisor"
    CLERK = "data_clerk"
    READER = "reader"


ROLE = {
    Role.MEDIATOR: N_("Mediator"),
    Role.SUPERVISOR: N_("Supervisor"),
    Role.CLERK: N_("Data clerk"),
    Role.READER: N_("Reader"),
}


class Act(StrEnum):
    READ = "read"
    EDIT = "edit"
    OPEN = "open"
    IMPORT = "import"
    UNDO = "undo"
    PRINT = "print"
    EXPORT = "export"
    SHOW_NAMES = "show_names"
    HIDE_NAMES = "hide_names"
    CONSENT = "consent"
    OVERRIDE_CONSENT = "override_consent"
    MOVE = "move"
    PASS_ADVICE = "pass_advice"  # noqa: S105 - go on past a soft guard
    HAND_OVER = "hand_over"
    SEAL = "seal"
    ASK_APPROVAL = "ask_approval"
    DECLARE_APPROVAL = "declare_approval"
    DECIDE_APPROVAL = "decide_approval"
    OFFICE = "office"


ACT = {
    Act.READ: N_("read cases"),
    Act.EDIT: N_("change a case"),
    Act.OPEN: N_("open a case"),
    Act.IMPORT: N_("bring cases in from a file"),
    Act.UNDO: N_("undo a change"),
    Act.PRINT: N_("print a paper"),
    Act.EXPORT: N_("write cases into a file"),
    Act.SHOW_NAMES: N_("show hidden names"),
    Act.HIDE_NAMES: N_("choose whether names are hidden"),
    Act.CONSENT: N_("write down a consent or its withdrawal"),
    Act.OVERRIDE_CONSENT: N_("go past a missing consent"),
    Act.MOVE: N_("move a case to another stage"),
    Act.PASS_ADVICE: N_("go on although something is missing"),
    Act.HAND_OVER: N_("hand a case over"),
    Act.SEAL: N_("seal a case"),
    Act.ASK_APPROVAL: N_("ask for an approval"),
    Act.DECLARE_APPROVAL: N_("write down an approval given on paper or by phone"),
    Act.DECIDE_APPROVAL: N_("grant or refuse an approval"),
    Act.OFFICE: N_("change the settings of the office"),
}

_ENTERING = frozenset({Act.READ, Act.EDIT, Act.OPEN, Act.IMPORT, Act.UNDO, Act.PRINT, Act.CONSENT})
_MEDIATING = _ENTERING | {
    Act.EXPORT,
    Act.SHOW_NAMES,
    Act.HIDE_NAMES,
    Act.MOVE,
    Act.PASS_ADVICE,
    Act.HAND_OVER,
    Act.SEAL,
    Act.ASK_APPROVAL,
    Act.DECLARE_APPROVAL,
}
MAY: Mapping[Role, frozenset[Act]] = {
    Role.MEDIATOR: _MEDIATING,
    # A supervisor's own word is no declaration, but one may note what another supervisor said.
    Role.SUPERVISOR: _MEDIATING | {Act.OVERRIDE_CONSENT, Act.DECIDE_APPROVAL, Act.OFFICE},
    Role.CLERK: _ENTERING,
    Role.READER: frozenset({Act.READ}),
}


class NotAllowed(AppError):
    """Somebody was about to do what is another person's to do."""

    message = N_("A profile of the kind “{role}” may not {act}. {whom}")

    def __init__(self, role: str, act: Act) -> None:
        super().__init__(role=_Said(ROLE.get(_role(role), role)), act=_Said(ACT[act]))
        self.values["whom"] = _Said(whom_to_ask(act))


class _Said(AppError):
    """Words inside the sentence, translated with it."""

    def __init__(self, message: str) -> None:
        super().__init__()
        self.message = message


def whom_to_ask(act: Act) -> str:
    """Return the sentence that says who may do it."""
    if Role.MEDIATOR in {role for role in Role if act in MAY[role]}:
        return N_("Ask the mediator of the case.")
    return N_("Ask a supervisor.")


def may(role: str, act: Act) -> bool:
    """Tell whether a role may do this; a role of a newer version may only read."""
    return act in MAY[_role(role)]


def _role(role: str) -> Role:
    return Role(role) if role in Role.__members__.values() else Role.READER
