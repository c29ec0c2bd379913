"""Places: the shipped list, its two divisions, and finding by typing."""

from __future__ import annotations

import json
import time
from collections import Counter
from pathlib import Path

import pytest

from mediator_app.core.places import REGIONS, Level, Places, Zone, find_region
from mediator_app.host.resource import resource
from mediator_app.services.places import places, read_places


@pytest.fixture(scope="module")
def mali() -> Places:
    return places()


def names(found: list[object]) -> list[tuple[str, str]]:
    return [(place.name, place.level.value) for place in found]  # type: ignore[attr-defined]


def test_the_list_is_whole(mali: Places) -> None:
    lines = resource("places", "mali.tsv").read_text(encoding="utf-8").splitlines()
    assert Counter(line[0] for line in lines) == {"r": 11, "c": 59, "m": 703, "l": 18769}
    assert len(mali) == 19542
    for line in lines:
        place = mali.by_id(line.split("\t")[1])
        assert place.level is Level.REGION or place.parent_id in mali


def test_regions_have_the_letters_of_case_numbers(mali: Places) -> None:
    assert {region.id: region.name for region in REGIONS} == {
        place.id: place.name for place in mali.children()
    }
    assert len({region.letters for region in REGIONS}) == 11


@pytest.mark.parametrize("word", ["ML-5", "ml-5", "MOP", "mop", "Mopti", "Bandiagara", "Douentza"])
def test_a_region_is_known_by_code_letters_or_name(word: str) -> None:
    region = find_region(word)
    assert region is not None
    assert (region.id, region.letters, region.zone) == ("ML-5", "MOP", Zone.CENTRE)


def test_an_unknown_region_is_none() -> None:
    assert find_region("Paris") is None
    assert find_region("") is None


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("macina", ("Macina", "cercle")),
        ("MACINA", ("Macina", "cercle")),
        ("segu", ("Ségou", "region")),
        ("mɔti", ("Mopti", "region")),
        ("Tumutu", ("Tombouctou", "region")),
        ("kucala", ("Koutiala", "cercle")),
        ("diondiori", ("Diondiori", "commune")),
    ],
)
def test_a_place_is_found_as_it_is_typed(mali: Places, typed: str, first: tuple[str, str]) -> None:
    assert names(mali.search(typed))[0] == first  # type: ignore[arg-type]


def test_a_second_word_says_where(mali: Places) -> None:
    found = mali.search("koro bankass")
    assert found
    assert all("Bankass" in [p.name for p in mali.parents(place.id)] for place in found)


def test_search_stays_inside_what_is_asked(mali: Places) -> None:
    found = mali.search("koro", level=Level.LOCALITY, within="ML-5", limit=500)
    assert found
    assert {place.level for place in found} == {Level.LOCALITY}
    assert {place.region_id for place in found} == {"ML-5"}
    assert mali.search("koro", limit=3) == mali.search("koro")[:3]
    assert mali.search("  ") == []
    assert mali.search("wxqkzw") == []
    assert mali.search("koro", within="nowhere") == []


def test_both_divisions_lead_to_the_same_place(mali: Places) -> None:
    old = mali.resolve(region="Mopti", cercle="Koro", commune="Koro")
    new = mali.resolve(region="Bandiagara", cercle="koro", commune="KORO")
    assert old is not None
    assert old == new
    assert old.id == "ML050711"
    assert (old.region_2023, old.zone) == ("Bandiagara", Zone.CENTRE)


def test_a_locality_shows_the_2023_names_of_its_commune(mali: Places) -> None:
    place = mali.by_id("ML050711031")
    assert (place.level, place.region_2023, place.cercle_2023) == (
        Level.LOCALITY,
        "Bandiagara",
        "Koro",
    )


def test_what_is_not_in_the_list_stays_free_text(mali: Places) -> None:
    assert mali.resolve(region="Ségou", commune="Nulle part") is None
    assert mali.resolve(region="Gao", commune="Macina") is None
    assert mali.resolve(locality="Koro") is None  # there are many
    assert mali.resolve() is None
    assert mali.find("ML9999") is None
    with pytest.raises(KeyError):
        mali.by_id("ML9999")


def test_the_chain_begins_with_the_region(mali: Places) -> None:
    assert [place.name for place in mali.parents("ML010101001")] == ["Kayes", "Kayes", "Bangassi"]
    assert mali.parents("ML-1") == ()


def test_loading_is_quick() -> None:
    def load() -> float:
        start = time.perf_counter()
        read_places(resource("places", "mali.tsv"))
        return time.perf_counter() - start

    assert min(load() for _ in range(5)) < 0.06


@pytest.mark.parametrize("path", sorted(resource("maps").glob("*.geojson")), ids=lambda p: p.stem)
def test_maps_are_maps(path: Path) -> None:
    found = json.loads(path.read_text(encoding="utf-8"))
    assert found["type"] == "FeatureCollection"
    assert found["features"]
