"""The JSON Schema of scenario files, with which editors complete and check while one types.

It accepts all human forms; what it cannot know (names, sums, hours) is left to ``validate``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from sim.scenario.explicit import plain_default
from sim.scenario.labels import LABEL, LONGEST
from sim.scenario.meanings import meaning
from sim.scenario.model import Scenario, TableFile
from sim.scenario.model.hourly import ByHour
from sim.scenario.model.means_by_hour import DurationsByHour
from sim.scenario.model.teams import HeadCount
from sim.scenario.reading.annotations import GRADES, NOTES
from sim.scenario.reading.changes import SAME
from sim.scenario.values.part import LONGEST_NAME, NAME, Part
from sim.scenario.values.written import (
    BREAK,
    SERVICE_TARGET,
    TABLE_NAME,
    TARGET,
    WRITTEN,
    Schema,
)
from sim.time_units import HOURS_OF_WEEK

DIALECT = "https://json-schema.org/draft/2020-12/schema"
IN_LISTS = (
    "Break",
    "ByHour",
    "DurationsByHour",
    "HeadCount",
    "Overflow",
    "Reserve",
    "Shift",
    "Surge",
    "TableFile",
    "Target",
    "Transfer",
)
"""Parts that stand in lists only: a file that extends another states them whole."""
YES_NO: Schema = {"written": "YesNo"}
PYDANTICS_NONE: Schema = {"type": "null"}
NOTHING: Schema = {"not": {"type": ["string", "number", "boolean", "array", "object"]}}
"""Null, which takes a key out of what a file extends; in words that make no editor offer it."""
NOTED: Schema = {"$ref": "#/$defs/Noted"}
NOTED_PART: Schema = {"$ref": "#/$defs/NotedPart"}
"""The same of a whole part, where editors need not offer it."""
OF_NOTED: dict[str, Schema] = {
    "value": {},
    "range": {"type": "array", "minItems": 2, "maxItems": 2},
    "source": {},
    "grade": {"enum": list(GRADES)},
    "unit": {},
    "note": {},
}
SHORT: dict[str, str | Schema] = {
    "Work": "fix",
    "Recurrence": "every",
    "Turns": "questions",
    "Perishing": "after",
    "DayFactor": "cv",
    "Return": "chance",
    "ServiceTarget": SERVICE_TARGET,
    "ServiceLevel": "counts",
    "ServiceThresholds": "within",
    "Break": BREAK,
    "Shrinkage": "share",
    "Absence": "share",
    "Concurrency": "contacts",
    "History": "sees",
    "HandleTimeTarget": "talk",
    "Updates": "every",
    "Manner": "points",
    "Trust": "rate",
    "Expectations": "adapts",
    "Amends": "cap",
    "Offers": "share",
    "CaseOwner": "waits",
    "Answers": "share",
    "Peers": "answers",
    "AutomaticReply": "seen_through",
    "SelfService": "contains",
    "Promise": "kind",
    "ChannelPromise": "kind",
    "Target": TARGET,
    "TableFile": TABLE_NAME,
}
"""What may stand for a part in short: the value of a key of it, or another text."""
OR_NOT = ("Answers", "AutomaticReply")
"""Parts for which ``yes`` or ``no`` may stand."""
FORMS_OF = ("Calendar", "Distribution", "Holidays")
"""Values that pydantic would show as they are kept, not as they are written."""
TABLE: Schema = {"$ref": "#/$defs/TableFile"}
ROWS: Schema = {"type": "array"}
NUMBERS: Schema = {"type": "array", "items": {"type": ["string", "number"]}, "minItems": 1}
BY_DAYS: Schema = {
    "type": "object",
    "propertyNames": {"not": {"enum": [*ByHour.model_fields, *HeadCount.model_fields]}},
    "additionalProperties": {
        "anyOf": [NUMBERS, {"type": "object", "additionalProperties": NUMBERS, "minProperties": 1}]
    },
    "minProperties": 1,
    "description": "Numbers of each hour by days: {Mon-Fri: […], Sat 10:00-12:00: […]}",
}
BY_DAYS_REF: Schema = {"$ref": "#/$defs/ByDays"}
HOURS_OR_DAYS: Schema = {"anyOf": [{"$ref": "#/$defs/Calendar"}, {"type": "string"}]}
"""Beside numbers by hour, days may stand without times."""


def _means_by_hour() -> Schema:
    durations = {"type": "array", "items": {"written": "Duration"}, "minItems": HOURS_OF_WEEK}
    return {"anyOf": [durations, {"$ref": "#/$defs/DurationsByHours"}, BY_DAYS_REF, TABLE]}


KEYS: dict[str, dict[str, Schema]] = {
    "Scenario": {
        "extends": {"type": "string"},
        "calendars": {"type": "object", "additionalProperties": {"$ref": "#/$defs/Calendar"}},
        "baseline": {"type": "string"},
        "variants": {"type": "object", "additionalProperties": {"$ref": "#/$defs/Variant"}},
    },
    "Stream": {
        "profile": {
            "anyOf": [
                {"const": "flat"},
                {"$ref": "#/$defs/Calendar"},
                {**NUMBERS, "minItems": HOURS_OF_WEEK},
                {"$ref": "#/$defs/ByHours"},
                BY_DAYS_REF,
                TABLE,
            ]
        },
        "forecast": {"anyOf": [{"type": "string"}, TABLE, ROWS]},
        "trace": {"anyOf": [{"type": "string"}, TABLE, ROWS]},
        "rate_by_hour": {"anyOf": [{"$ref": "#/$defs/ByHours"}, BY_DAYS_REF]},
    },
    "ByHour": {"hours": HOURS_OR_DAYS},
    "DurationsByHour": {"hours": HOURS_OR_DAYS},
    "IssueType": {"handle_time_by_hour": _means_by_hour()},
    "Channel": {"patience_by_hour": _means_by_hour()},
    "Team": {
        "head_count": {
            "anyOf": [
                {"type": "integer", "minimum": 0},
                {"written": "Number"},
                {"type": "array", "items": {"$ref": "#/$defs/HeadCounts"}},
                {"$ref": "#/$defs/HeadCounts"},
                BY_DAYS_REF,
            ]
        }
    },
}
"""Keys whose text has more forms than the field behind them."""


def json_schema() -> Schema:
    """The schema as data for ``json.dumps``, in the dialect 2020-12."""
    whole = Scenario.model_json_schema(by_alias=True, schema_generator=_Generator)
    parts: dict[str, Schema] = {**whole.pop("$defs"), "Scenario": whole}
    for form in (TableFile, ByHour, DurationsByHour):
        found = form.model_json_schema(by_alias=True, schema_generator=_Generator)
        parts[form.__name__] = {key: part for key, part in found.items() if key != "$defs"}
    classes = {one.__name__: one for one in _classes(Part)}
    definitions = {
        name: _part(classes[name], part) for name, part in parts.items() if name not in FORMS_OF
    }
    root = definitions.pop("Scenario")
    for name in ("ByHour", "DurationsByHour"):
        definitions[f"{name}s"] = _several({"$ref": f"#/$defs/{name}"})
    entries = [{"$ref": "#/$defs/HeadCount"}, {"$ref": "#/$defs/ByHour"}, TABLE]
    definitions["HeadCounts"] = {"anyOf": entries}
    definitions["ByDays"] = BY_DAYS
    definitions["Noted"] = _noted(
        {
            "properties": {
                key: {"description": meaning("Noted", key), **form}
                for key, form in OF_NOTED.items()
            }
        }
    )
    definitions["NotedPart"] = _noted(
        {"propertyNames": {"pattern": f"^({'|'.join(('value', *NOTES))})$"}}
    )
    definitions["Variant"] = {
        "type": "object",
        "properties": {
            "about": {"type": "string", "description": meaning("Variant", "about")},
            LABEL: {
                "type": "string",
                "minLength": 1,
                "maxLength": LONGEST,
                "description": meaning("Variant", LABEL),
            },
            "same": {"enum": list(SAME), "description": meaning("Variant", "same")},
        },
        "propertyNames": {"pattern": r"^[a-z0-9_]+(\.[a-z0-9_]+)*$"},
    }
    return with_written(
        {"$schema": DIALECT, "title": "Scenario of supportsim", **root}, definitions
    )


def _noted(keys: Schema) -> Schema:
    """A value with its origin, of which one note is there at least."""
    return {
        "type": "object",
        **keys,
        "required": ["value"],
        "minProperties": 2,
        "additionalProperties": "properties" not in keys,
    }


def with_written(root: Schema, definitions: Mapping[str, Schema]) -> Schema:
    """A schema whose kinds of written values are references to their definitions."""
    return {**_referring(root), "$defs": {**_referring(definitions), **_referring(WRITTEN)}}


def _referring(schema: Any) -> Any:
    if isinstance(schema, Mapping):
        if "written" in schema:
            return {"$ref": f"#/$defs/{schema['written']}"}
        return {key: _referring(part) for key, part in schema.items()}
    return [_referring(part) for part in schema] if isinstance(schema, list) else schema


class _Generator(GenerateJsonSchema):
    """Leaves defaults out, which pydantic would show as they are kept."""

    def default_schema(self, schema: Any) -> Schema:
        return self.generate_inner(schema["schema"])


def _classes(part: type[Part]) -> set[type[Part]]:
    return {part}.union(*(_classes(below) for below in part.__subclasses__()))


def _part(part: type[Part], schema: Schema) -> Schema:
    """A part's object with all its human forms."""
    name, required = part.__name__, schema.get("required", [])
    properties = {**schema["properties"], **KEYS.get(name, {})}
    whole: Schema = {
        "type": "object",
        "properties": {key: _key(part, key, value) for key, value in properties.items()},
        "additionalProperties": False,
    }
    if name in IN_LISTS:
        whole["required"] = required
    if name == "Scenario":
        whole["if"] = {"not": {"required": ["extends"]}}
        whole["then"] = {"required": required}
    short = SHORT.get(name)
    if short is None:
        return whole
    forms = [_loosened(properties[short]) if isinstance(short, str) else short]
    return {"anyOf": [whole, *forms, *([YES_NO] if name in OR_NOT else [])]}


def _key(part: type[Part], key: str, schema: Schema) -> Schema:
    """What may stand after a key, with what it means and what holds unless it is stated."""
    described = {"description": meaning(part.__name__, key), **_value(schema)}
    stated = {field.alias or name: field for name, field in part.model_fields.items()}
    if key in stated and not stated[key].is_required():
        default = plain_default(part, key)
        if default not in (None, "") and not isinstance(default, list | dict):
            return {**described, "default": default}
    return described


def _value(schema: Schema) -> Schema:
    """A value, nothing (which takes a key out), or a value with its origin."""
    value = _loosened(schema)
    name = value.get("$ref", "").rpartition("/")[2]
    is_part = value.get("type") == "object" or (name and name not in {*FORMS_OF, *SHORT})
    return _any_of(value, NOTED_PART if is_part else NOTED, NOTHING)


def _any_of(*forms: Schema) -> Schema:
    """One of some forms, the alternatives of which stand side by side."""
    flat: list[Schema] = []
    for form in forms:
        flat += form["anyOf"] if set(form) == {"anyOf"} else [form]
    return {"anyOf": flat}


def _loosened(schema: Schema) -> Schema:
    """Single entries for lists, single names for weights, origins within mappings and lists."""
    schema = {key: value for key, value in schema.items() if key not in ("title", "description")}
    if "anyOf" in schema:
        forms = [_loosened(part) for part in schema["anyOf"] if part != PYDANTICS_NONE]
        return _any_of(*forms) if len(forms) > 1 else forms[0]
    if schema.get("type") == "array" and "items" in schema and schema.get("minItems", 1) <= 1:
        return _several(_loosened(schema["items"]))
    patterns: dict[str, Schema] = schema.pop("patternProperties", {})
    values = next(iter(patterns.values()), schema.get("additionalProperties"))
    if schema.get("type") == "object" and isinstance(values, dict):
        names = {"propertyNames": {"pattern": NAME, "maxLength": LONGEST_NAME}}
        loose = {
            **schema,
            "propertyNames": {**names["propertyNames"], **schema.get("propertyNames", {})},
        }
        loose["additionalProperties"] = _value(values)
        return loose if "$ref" in values else _any_of(loose, {"type": "string"})
    return schema


def _several(items: Schema) -> Schema:
    entry = _any_of(items, NOTED)
    return _any_of({"type": "array", "items": entry}, items)
