"""What the office decides for everybody who shares its notebook."""

from __future__ import annotations

from mediator_app.core.errors import AppError
from mediator_app.core.goal import LEAST, MOST, SETTING, goal_of
from mediator_app.core.interchange.shape import entity_id
from mediator_app.core.marks import N_
from mediator_app.core.records.notebooks import OfficeSetting
from mediator_app.core.roles import Act
from mediator_app.db.reads import view as stored
from mediator_app.services import views
from mediator_app.services.cases import change, create
from mediator_app.services.work import Changed, Workspace


class NoGoal(AppError):
    """A goal that cannot be one."""

    message = N_("The goal is a number from {least} to {most} per cent.")


def goal(work: Workspace) -> int:
    """Return the share of women and of young people asked for, in per cent."""
    with work.read() as connection:
        return goal_of(stored.office_setting(connection, SETTING))


def keep_goal(work: Workspace, percent: int | None) -> Changed:
    """Set the share of women and of young people that meetings and committees should reach."""
    if percent is None or not LEAST <= percent <= MOST:
        raise NoGoal(least=LEAST, most=MOST)
    return _keep(work, SETTING, str(percent))


def _keep(work: Workspace, name: str, value: str) -> Changed:
    # One id for one setting on every laptop of the office.
    unit, eid = work.info.region_unit, entity_id(OfficeSetting.ETYPE, name)
    with work.write(Act.OFFICE) as writer:
        known = views.some(writer.connection, unit, OfficeSetting).by_id(eid)
        if known is None:
            facts = {"name": name, "value": value}
            writer.author(unit, [create(OfficeSetting, eid, facts)])
        elif known.record.value != value:
            writer.author(unit, [change(OfficeSetting, eid, {"value": value})])
        return writer.changed
