"""In which region and cercle something happened, named in either division."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from mediator_app.core.names import fold
from mediator_app.core.places import Level, Place, Places, Zone, find_region, region_by_id


@dataclass(frozen=True, slots=True)
class Area:
    """The region and cercle of 2016 in which a place lies, by their ids; "" where unknown."""

    region: str = ""
    cercle: str = ""

    @property
    def zone(self) -> Zone | None:
        return region_by_id(self.region).zone if self.region else None


@dataclass(frozen=True, slots=True)
class Named:
    """A place as records name it; what the list does not know stays as it was written."""

    region: str | None
    cercle: str | None
    commune: str | None = None
    locality: str | None = None
    place_id: str | None = None


class Finder:
    """Finds areas by names and codes; each question is answered once and remembered."""

    def __init__(self, places: Places) -> None:
        self._places = places
        self._areas: dict[tuple[str | None, str | None, str | None], Area] = {}
        self._named: dict[tuple[str, str, str], Named] = {}

    def area(self, region: str | None, cercle: str | None, place_id: str | None = None) -> Area:
        """Return where a record lies: its place code first, its words where there is none."""
        asked = (region, cercle, place_id)
        found = self._areas.get(asked)
        if found is None:
            found = self._areas[asked] = self._area(region or "", cercle or "", place_id)
        return found

    def named(self, region: str, cercle: str, location: str) -> Named:
        """Return the place that a table names by region, cercle and location."""
        asked = (region, cercle, location)
        found = self._named.get(asked)
        if found is None:
            found = self._named[asked] = self._name(region, cercle, location)
        return found

    def _area(self, region: str, cercle: str, place_id: str | None) -> Area:
        if place_id and place_id in self._places:
            chain = [*self._places.parents(place_id), self._places.by_id(place_id)]
            ids = [place.id for place in chain if place.level in {Level.REGION, Level.CERCLE}]
            return Area(*ids[:2])
        known = find_region(region) if region else None
        inside = self._cercle(cercle, known.id if known else None)
        if inside is not None:
            return Area(inside.region_id, inside.id)
        return Area(known.id) if known else Area()

    def _cercle(self, name: str, region_id: str | None) -> Place | None:
        """Return the only cercle of 2016 meant by a name of either division."""
        word = fold(name)
        if not word:
            return None
        for names in (self._cercles, self._cercles_2023):
            fits = [
                place
                for place in names.get(word, ())
                if region_id is None or place.region_id == region_id
            ]
            if len(fits) == 1:
                return fits[0]
        return None

    def _name(self, region: str, cercle: str, location: str) -> Named:
        area = self._area(region, cercle, None)
        if not area.region:
            return Named(region or None, cercle or None)
        whole = region_by_id(area.region).name
        inside = self._places.by_id(area.cercle).name if area.cercle else None
        for level in ("commune", "locality"):
            place = self._places.resolve(region=whole, cercle=inside, **{level: location})
            if place is not None and location.strip():
                chain = [*self._places.parents(place.id), place]
                names: list[str | None] = [link.name for link in chain]
                names += [None] * (4 - len(names))
                return Named(names[0], names[1], names[2], names[3], place.id)
        return Named(whole, inside or cercle or None, place_id=area.cercle or area.region)

    @cached_property
    def _cercles(self) -> dict[str, list[Place]]:
        found: dict[str, list[Place]] = {}
        for region in self._places.children():
            for place in self._places.children(region.id):
                if place.level is Level.CERCLE:
                    found.setdefault(fold(place.name), []).append(place)
        return found

    @cached_property
    def _cercles_2023(self) -> dict[str, list[Place]]:
        """Return in which cercles of 2016 the communes of each cercle of 2023 lie."""
        found: dict[str, dict[str, Place]] = {}
        for cercles in self._cercles.values():
            for cercle in cercles:
                for commune in self._places.children(cercle.id):
                    if commune.cercle_2023:
                        found.setdefault(fold(commune.cercle_2023), {})[cercle.id] = cercle
        return {word: list(places.values()) for word, places in found.items()}
