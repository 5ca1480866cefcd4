"""The JSON Schemas for editors, by kind of file: scenarios, sweeps, claims."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import get_args

from sim.scenario.claim_reader import KEYS as OF_CLAIM
from sim.scenario.claim_reader import OF_CONTRAST
from sim.scenario.claims import Expected, Kind
from sim.scenario.json_schema import DIALECT, json_schema
from sim.scenario.labels import LABEL, LONGEST
from sim.scenario.meanings import meaning
from sim.scenario.reading.changes import SAME
from sim.scenario.sweep import DESIGNS, FRONT, KEYS
from sim.scenario.sweep_factors import RANGE
from sim.scenario.values.bounds import SEED, WHOLE
from sim.scenario.values.units import QUANTITY
from sim.scenario.values.written import Schema

LISTED: Schema = {"type": "array"}
SOME: Schema = {"type": "array", "minItems": 1}
ANY_TEXT: Schema = {"type": ["string", "number", "boolean", "null"]}
CHANGES: Schema = {"type": "object"}
END: Schema = {
    "anyOf": [
        {"type": "number"},
        {
            "type": "string",
            "pattern": f"^{QUANTITY.pattern}$",
            "patternErrorMessage": "expected a number with its unit, like `10 %` or `20 USD/h`",
        },
    ]
}
ONE_OR_SEVERAL: Schema = {"type": ["string", "array"]}


def _whole(least: int, most: float) -> Schema:
    return {"type": "integer", "minimum": least, "maximum": int(most)}


def sweep_schema() -> Schema:
    """The schema of sweep files."""
    name: Schema = {"type": "string", "minLength": 1, "maxLength": LONGEST}
    ends = dict.fromkeys(RANGE, END)
    span = _object("Range", {**ends, "steps": _whole(2, WHOLE.most), LABEL: name})
    span["required"] = ["from", "to"]
    values = _object("Values", {"values": SOME, LABEL: name})
    values["required"] = ["values"]
    numbers = {
        "points": _whole(1, WHOLE.most),
        "seed": _whole(1, SEED.most),
        "resolution": _whole(1, WHOLE.most),
    }
    designs = [
        _object("Design", {"kind": {"const": kind}, **{key: numbers[key] for key in takes}})
        for kind, takes in DESIGNS.items()
    ]
    forms: dict[str, Schema] = {
        "scenario": {"type": "string"},
        "set": CHANGES,
        "factors": {
            "type": "object",
            "minProperties": 1,
            "additionalProperties": {"anyOf": [SOME, span, values]},
        },
        "design": {"anyOf": [{"enum": list(DESIGNS)}, *designs], "default": next(iter(DESIGNS))},
        "replications": _whole(1, WHOLE.most),
        "seed": _whole(0, SEED.most),
        "measures": LISTED,
        "front": {"type": "array", "minItems": 2, "maxItems": 2, "default": list(FRONT)},
    }
    return _file("Sweep", KEYS, forms, ("scenario", "factors"))


def claim_schema() -> Schema:
    """The schema of the files of claims."""
    contrast = _object(
        "Contrast",
        {
            **dict.fromkeys(OF_CONTRAST, ONE_OR_SEVERAL),
            "measure": {"type": "string"},
            "is": {"enum": list(get_args(Expected))},
            "at": {"type": "array", "minItems": 3, "maxItems": 3},
        },
    )
    contrast["required"] = ["measure", "is"]
    policy: Schema = {
        "type": "object",
        "properties": {
            "same": {"enum": list(SAME), "description": meaning("Policy", "same")},
            "firms": {
                "type": "object",
                "additionalProperties": CHANGES,
                "description": meaning("Policy", "firms"),
            },
        },
    }
    forms: dict[str, Schema] = {
        "claim": _whole(1, WHOLE.most),
        "articles": {**SOME, "items": {"type": "integer"}},
        "kind": {"enum": list(get_args(Kind))},
        "stage": CHANGES,
        "policies": {"type": "object", "minProperties": 2, "additionalProperties": policy},
        "contrasts": {**SOME, "items": contrast},
    }
    return _file("Claim", OF_CLAIM, forms, (key for key in OF_CLAIM if key != "stage"))


def _file(
    name: str, keys: Iterable[str], forms: Mapping[str, Schema], required: Iterable[str]
) -> Schema:
    head = {"$schema": DIALECT, "title": f"{name} of supportsim"}
    properties = {key: forms.get(key, ANY_TEXT) for key in keys}
    return {**head, **_object(name, properties), "required": list(required)}


def _object(name: str, properties: Mapping[str, Schema]) -> Schema:
    return {
        "type": "object",
        "properties": {
            key: {"description": meaning(name, key), **form} for key, form in properties.items()
        },
        "additionalProperties": False,
    }


SCHEMAS: dict[str, Callable[[], Schema]] = {
    "scenario": json_schema,
    "sweep": sweep_schema,
    "claim": claim_schema,
}
"""By kind of file."""
