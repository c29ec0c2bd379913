"""Describes the open case file as a JSON Schema, from the declarations themselves."""

from __future__ import annotations

from typing import Any

from mediator_app.core.interchange.shape import CASE, FORMAT, VERSION, Part
from mediator_app.core.records.base import ITEM, ITEMS, Fact

DAY: dict[str, Any] = {
    "type": "string",
    "format": "date",
    "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
}
HECTARES: dict[str, Any] = {"type": "string", "pattern": r"^[0-9]{1,11}(\.[0-9]{1,4})?$"}
NOTHING: dict[str, Any] = {"type": "null"}


def schema() -> dict[str, Any]:
    """Return the closed schema: an unknown key is an error at every level."""
    case = _object(CASE)
    # The record may do without a reference of its own, a file may not.
    case["properties"]["external_id"] = {"type": "string", "minLength": 1, "maxLength": 200}
    case["required"] = ["external_id", "kind", "opened_on", "title"]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"{FORMAT}, version {VERSION}",
        "type": "object",
        "additionalProperties": False,
        "required": ["format", "version", "cases"],
        "properties": {
            "format": {"const": FORMAT},
            "version": {"const": VERSION},
            "cases": {"type": "array", "items": case},
        },
    }


def _object(part: Part) -> dict[str, Any]:
    made = _closed()
    for fact in part.facts:
        *around, last = fact.path.split(".")
        target = made
        for name in around:
            inner = target["properties"].setdefault(name, _closed())
            inner["type"] = ["object", "null"]
            target = inner
        target["properties"][last] = _value(fact)
    for inner in part.parts:
        made["properties"][inner.key] = _part(inner)
    required = [fact.path for fact in part.facts if fact.required]
    return {**made, "required": required} if required else made


def _holds_day(bound: str) -> dict[str, Any]:
    return {"properties": {bound: DAY}, "required": [bound]}


def _closed() -> dict[str, Any]:
    return {"type": "object", "additionalProperties": False, "properties": {}}


def _part(part: Part) -> dict[str, Any]:
    item: dict[str, Any] = {"type": "string"} if part.scalar else _object(part)
    if part.single:
        item["type"] = ["object", "null"]
        return item
    return {"type": ["array", "null"], "items": item}


def _value(fact: Fact) -> dict[str, Any]:
    described = _described(fact)
    if fact.required:
        return {**described, "minLength": 1} if "maxLength" in described else described
    if "enum" in described:
        return {"enum": [*described["enum"], "", None]}
    return {"anyOf": [described, {"const": ""}, NOTHING]}


def _described(fact: Fact) -> dict[str, Any]:  # noqa: PLR0911 - one return per kind
    match fact.kind:
        case "text" | "long":
            return {"type": "string", "maxLength": fact.max_length}
        case "code":
            return {"enum": list(fact.codes or ())}
        case "day":
            return DAY
        case "integer" | "money":
            return {"type": "integer", "minimum": fact.at_least, "maximum": fact.at_most}
        case "boolean":
            return {"type": "boolean"}
        case "area":
            return HECTARES
        case "codes":
            return {"type": "array", "items": {"enum": list(fact.codes or ())}}
        case "fuzzy":
            bounds = {"from": {"anyOf": [DAY, NOTHING]}, "to": {"anyOf": [DAY, NOTHING]}}
            words = {"text": {"type": ["string", "null"], "maxLength": 300}}
            apart = {"type": "object", "additionalProperties": False}
            said = {
                "properties": {"text": {"type": "string", "minLength": 1}},
                "required": ["text"],
            }
            filled = {"anyOf": [_holds_day("from"), _holds_day("to"), said]}
            return {"anyOf": [DAY, {**apart, "properties": {**bounds, **words}, **filled}]}
        case "ref":
            return {"type": "string", "maxLength": 100}
        case _:  # texts, refs
            item = {"type": "string", "maxLength": ITEM}
            return {"type": "array", "items": item, "maxItems": ITEMS}
