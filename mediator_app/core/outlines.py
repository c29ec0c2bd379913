"""Outlines of a map: what a GeoJSON file of the shipped kind draws."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import cos, radians
from typing import Any

MIDDLE = 17.0  # degrees north, about the middle of Mali
_STRETCH = cos(radians(MIDDLE))

Point = tuple[float, float]
Ring = tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """One area or line; points lie in degrees, the east-west ones shortened as the globe has it.

    `id` is the place code of a region or cercle; `kind` the kind of what surrounds them.
    """

    id: str
    name: str
    kind: str
    rings: tuple[Ring, ...]

    @property
    def middle(self) -> Point:
        """Return where its number stands: the centre of gravity of its largest part."""
        return _centre(max(self.rings, key=lambda ring: abs(_area(ring))))


def outlines(features: Iterable[Mapping[str, Any]], *, kind: str = "") -> Iterator[Outline]:
    """Return the outlines of the features of a file."""
    for feature in features:
        told = feature["properties"]
        yield Outline(
            id=str(told.get("id") or told.get("iso") or ""),
            name=str(told.get("name") or ""),
            kind=kind or str(told.get("kind") or ""),
            rings=tuple(_rings(feature["geometry"])),
        )


def _rings(geometry: Mapping[str, Any]) -> Iterator[Ring]:
    parts = geometry["coordinates"]
    if geometry["type"] == "LineString":
        parts = [parts]
    elif geometry["type"] == "MultiPolygon":
        parts = [ring for polygon in parts for ring in polygon]
    for ring in parts:
        yield tuple((round(x * _STRETCH, 4), -y) for x, y, *_ in ring)


def _pairs(ring: Ring) -> Iterator[tuple[Point, Point]]:
    return zip(ring, (*ring[1:], ring[0]), strict=True)


def _area(ring: Ring) -> float:
    return sum(x * v - u * y for (x, y), (u, v) in _pairs(ring)) / 2


def _centre(ring: Ring) -> Point:
    area = _area(ring)
    if not area:
        return ring[0]
    parts = [
        ((x + u) * (x * v - u * y), (y + v) * (x * v - u * y)) for (x, y), (u, v) in _pairs(ring)
    ]
    return sum(p for p, _ in parts) / (6 * area), sum(p for _, p in parts) / (6 * area)
