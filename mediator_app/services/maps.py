"""The shipped outlines of Mali, read once."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache

from mediator_app.core.outlines import Outline, outlines
from mediator_app.core.places import ZONES, region_by_id
from mediator_app.host.resource import resource
from mediator_app.services.places import places

__all__ = ["Outline"]

# Owed wherever the map is shown (resources/ATTRIBUTION.md); it is quoted, not translated.
OWED = (
    "Limites et localités : OCHA COD-AB / COD-PP Mali (DNCT, RENA), CC BY-IGO ; "
    "les limites n'impliquent aucune reconnaissance officielle"
)


@dataclass(frozen=True, slots=True)
class Atlas:
    """Regions and cercles of 2016 and what lies around them; zones by the regions they hold."""

    regions: tuple[Outline, ...]
    cercles: tuple[Outline, ...]
    around: tuple[Outline, ...]
    zones: dict[str, tuple[str, ...]]
    names: dict[str, str]  # of every region and cercle, drawn or not


@cache
def atlas() -> Atlas:
    """Return the outlines; the first call takes some hundredths of a second."""
    regions = _read("mali_regions_2016", "region")
    zones: dict[str, tuple[str, ...]] = {zone.value: () for zone in ZONES}
    for region in regions:
        zone = region_by_id(region.id).zone
        zones[zone] = (*zones[zone], region.id)
    known = places()
    names = {region.id: region.name for region in known.children()}
    for region_id in list(names):
        names |= {cercle.id: cercle.name for cercle in known.children(region_id)}
    return Atlas(
        regions, _read("mali_cercles_2016", "cercle"), _read("context_naturalearth"), zones, names
    )


def _read(name: str, kind: str = "") -> tuple[Outline, ...]:
    text = resource("maps", f"{name}.geojson").read_text("utf-8")
    return tuple(outlines(json.loads(text)["features"], kind=kind))
