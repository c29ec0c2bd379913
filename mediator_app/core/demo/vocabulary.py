"""The words invented cases are made of, as the shipped file has them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]  # an object of the open case file, or of the vocabulary


@dataclass(frozen=True, slots=True)
class Group:
    """One of the peoples of Mali: its names, its language, how its villages are called."""

    name: str
    community: str
    language: str
    villages: tuple[str, ...]
    men: tuple[str, ...]
    women: tuple[str, ...]
    families: tuple[str, ...]
    patronym: Mapping[str, str] | None  # by sex: "{p} ag {pere}"


@dataclass(frozen=True, slots=True)
class Cercle:
    """A real cercle with its real communes; villages are invented."""

    name: str
    region: str
    zone: str
    communes: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Theme:
    """One sort of dispute with its stories."""

    name: str
    kind: str
    given: Json

    @property
    def private(self) -> bool:
        return bool(self.given.get("private"))


@dataclass(frozen=True, slots=True)
class Vocabulary:
    groups: Mapping[str, Group]
    cercles: tuple[Cercle, ...]
    zones: Mapping[str, Mapping[str, int]]  # zone -> group -> weight
    themes: tuple[Theme, ...]
    excluded: frozenset[str]  # names that well-known people bear
    texts: Json

    @classmethod
    def of(cls, given: Json) -> Vocabulary:
        """Return the vocabulary of the decoded file."""
        villages = {name: tuple(found) for name, found in given["villages"].items()}
        groups = {
            name: Group(
                name,
                one["community"],
                one["language"],
                villages[one["villages"]],
                tuple(one["men"]),
                tuple(one["women"]),
                tuple(one["families"]),
                one["patronym"],
            )
            for name, one in given["groups"].items()
        }
        return cls(
            groups=groups,
            cercles=tuple(
                Cercle(one["name"], one["region"], one["zone"], tuple(one["communes"]))
                for one in given["cercles"]
            ),
            zones=given["zones"],
            themes=tuple(Theme(one["name"], one["kind"], one) for one in given["themes"]),
            excluded=frozenset(given["excluded_names"]),
            texts=given["texts"],
        )
