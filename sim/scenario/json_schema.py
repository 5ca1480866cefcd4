"""The JSON Schema of scenario files, with which editors complete and check while one types.

It accepts all human forms; what it cannot know (names, sums, hours) is left to ``validate``.
"""

from __future__ import annotations

from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from sim.scenario.model import Scenario
from sim.scenario.model.hourly import ByHour
from sim.scenario.model.means_by_hour import DurationsByHour
from sim.scenario.model.teams import HeadCount
from sim.scenario.reading.changes import SAME
from sim.scenario.values.distribution_forms import FORMS, KINDS
from sim.scenario.values.part import NAME
from sim.scenario.values.table_files import ENDINGS, TableFile
from sim.time_units import HOURS_OF_WEEK

Schema = dict[str, Any]
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
    "Transfer",
)
"""Parts that stand in lists only: a file that extends another states them whole."""
HOURS: Schema = {
    "anyOf": [
        {"type": "string"},
        {"type": "array", "items": {"type": "string"}, "minItems": 1},
        {
            "type": "object",
            "properties": {"open": {}, "holidays": {"enum": ["open", "closed"]}},
            "required": ["open"],
            "additionalProperties": False,
        },
    ],
    "description": "Hours: Mon-Fri 09:00-17:00, Sat 09:00-14:00 | 24/7 | a calendar's name",
}
DISTRIBUTION: Schema = {
    "anyOf": [
        {"type": ["string", "number"]},
        {
            "type": "object",
            "properties": {kind: {} for kind in KINDS if kind != "never"},
            "minProperties": 1,
            "maxProperties": 1,
            "additionalProperties": False,
        },
    ],
    "description": "A duration (5 min), never, or one of "
    + ", ".join(f"{kind}({', '.join(next(iter(FORMS[kind])))})" for kind in FORMS)
    + ", mixture(60 % …, 40 % …), empirical(file.csv)",
}
HOLIDAYS: Schema = {
    "anyOf": [
        {"type": "string"},
        {"type": "array", "items": {"type": "string"}},
        {
            "type": "object",
            "properties": {
                "country": {"type": "string"},
                "subdivision": {"type": "string"},
                "days": {"type": "array", "items": {"type": "string"}},
            },
            "additionalProperties": False,
        },
    ],
    "description": "none, a country's code (US, US-CA), or a list of dates",
}
NOTED: Schema = {
    "type": "object",
    "description": "A value with its range and origin",
    "properties": {
        "value": {},
        "range": {"type": "array", "minItems": 2, "maxItems": 2},
        "source": {"type": "string"},
        "grade": {"enum": ["S", "M", "W", "assumed"]},
        "unit": {"type": "string"},
        "note": {"type": "string"},
    },
    "required": ["value"],
    "minProperties": 2,
    "additionalProperties": False,
}
SHORT: dict[str, list[Schema]] = {
    "Work": [{"$ref": "#/$defs/Distribution"}],
    "Recurrence": [{"$ref": "#/$defs/Distribution"}],
    "Turns": [{"type": ["string", "number"]}],
    "Perishing": [{"$ref": "#/$defs/Distribution"}],
    "DayFactor": [{"type": ["string", "number"]}],
    "Return": [{"type": ["string", "number"]}],
    "ServiceTarget": [{"type": "string", "pattern": r"\sin\s"}],
    "Break": [{"type": "string", "pattern": r"\sfor\s"}],
    "Shrinkage": [{"type": ["string", "number"]}],
    "Absence": [{"type": ["string", "number"]}],
    "Concurrency": [{"type": "integer"}],
    "History": [{"enum": ["shared", "silo", "own"]}],
    "HandleTimeTarget": [{"type": ["string", "number"]}],
    "Updates": [{"type": ["string", "number"]}],
    "Manner": [{"type": "number"}],
    "Expectations": [{"type": ["string", "number"]}],
    "Amends": [{"type": ["string", "number"]}],
    "Offers": [{"type": ["string", "number"]}],
    "CaseOwner": [{"type": ["string", "number"]}],
    "Answers": [{"type": ["string", "number", "boolean"]}],
    "Peers": [{"type": ["string", "number"]}],
    "AutomaticReply": [{"type": ["string", "number", "boolean"]}],
    "SelfService": [{"type": ["string", "number"]}],
    "Promise": [{"enum": ["none", "fixed", "honest", "vague"]}],
    "ChannelPromise": [{"enum": ["none", "fixed", "honest", "vague"]}],
}
"""What may stand for a part in short."""
FORMS_OF: dict[str, Schema] = {
    "Calendar": HOURS,
    "Distribution": DISTRIBUTION,
    "Holidays": HOLIDAYS,
}
TABLE: Schema = {"$ref": "#/$defs/TableFile"}
TABLE_NAME = rf"\.({'|'.join(ending[1:] for ending in ENDINGS)})$"
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
MEANS_BY_HOUR: Schema = {
    "anyOf": [
        {**NUMBERS, "minItems": HOURS_OF_WEEK},
        {"$ref": "#/$defs/DurationsByHours"},
        {"$ref": "#/$defs/ByDays"},
        {"$ref": "#/$defs/TableFile"},
        {"type": "string", "pattern": TABLE_NAME},
        {"type": "null"},
    ],
    "description": "Mean durations by hour of the week: 168 from Monday 00:00 on, or with hours",
}
KEYS: dict[str, dict[str, Schema]] = {
    "Stream": {
        "profile": {
            "anyOf": [
                {"type": ["string", "null"]},
                {**NUMBERS, "minItems": HOURS_OF_WEEK},
                {"$ref": "#/$defs/Calendar"},
                {"$ref": "#/$defs/ByHours"},
                {"$ref": "#/$defs/ByDays"},
                TABLE,
            ]
        },
        "forecast": {"anyOf": [{"type": ["array", "string", "null"]}, TABLE]},
        "trace": {"anyOf": [{"type": ["array", "string", "null"]}, TABLE]},
        "rate_by_hour": {"anyOf": [{"$ref": "#/$defs/ByHours"}, {"$ref": "#/$defs/ByDays"}]},
    },
    "IssueType": {"handle_time_by_hour": MEANS_BY_HOUR},
    "Channel": {"patience_by_hour": MEANS_BY_HOUR},
    "Team": {
        "head_count": {
            "anyOf": [
                {"type": ["integer", "string", "null"]},
                {"$ref": "#/$defs/HeadCount"},
                {"$ref": "#/$defs/ByHours"},
                {"$ref": "#/$defs/ByDays"},
                TABLE,
                {
                    "type": "array",
                    "items": {
                        "anyOf": [
                            {"$ref": "#/$defs/HeadCount"},
                            {"$ref": "#/$defs/ByHour"},
                            TABLE,
                            {"type": "string"},
                        ]
                    },
                },
            ]
        }
    },
}
"""Keys whose text has more forms than the field behind them."""


def json_schema() -> Schema:
    """The schema as data for ``json.dumps``, in the dialect 2020-12."""
    whole = Scenario.model_json_schema(by_alias=True, schema_generator=_Generator)
    definitions: dict[str, Schema] = whole.pop("$defs")
    definitions["TableFile"] = TableFile.model_json_schema(schema_generator=_Generator)
    for form in (ByHour, DurationsByHour):
        hourly = form.model_json_schema(by_alias=True, schema_generator=_Generator)
        hourly["properties"]["hours"] = {"$ref": "#/$defs/Calendar"}
        definitions[form.__name__] = {key: part for key, part in hourly.items() if key != "$defs"}
    definitions = {
        name: FORMS_OF.get(name) or _part(name, part) for name, part in definitions.items()
    }
    for name in ("ByHour", "DurationsByHour"):
        definitions[f"{name}s"] = _several({"$ref": f"#/$defs/{name}"})
    definitions["ByDays"] = BY_DAYS
    definitions["Noted"] = NOTED
    definitions["Variant"] = {
        "type": "object",
        "description": "Changes by dotted path",
        "properties": {"about": {"type": "string"}, "same": {"enum": list(SAME)}},
        "propertyNames": {"pattern": r"^[a-z0-9_]+(\.[a-z0-9_]+)*$"},
    }
    return {
        "$schema": DIALECT,
        **_part("Scenario", whole),
        "title": "Scenario of supportsim",
        "$defs": definitions,
    }


class _Generator(GenerateJsonSchema):
    """Leaves defaults out: they are in the documentation, with their sources."""

    def default_schema(self, schema: Any) -> Schema:
        return self.generate_inner(schema["schema"])


def _part(name: str, schema: Schema) -> Schema:
    """A part's object with all its human forms."""
    schema = {key: value for key, value in schema.items() if key != "title"}
    required = schema.pop("required", [])
    if name in IN_LISTS:
        schema["required"] = required
    if name == "Scenario":
        schema["if"] = {"not": {"required": ["extends"]}}
        schema["then"] = {"required": required}
    properties = {**schema.get("properties", {}), **KEYS.get(name, {})}
    if name == "Scenario":
        properties |= _of_the_file()
    schema["properties"] = {key: _value(part) for key, part in properties.items()}
    return {"anyOf": [schema, *SHORT[name]]} if name in SHORT else schema


def _of_the_file() -> dict[str, Schema]:
    names = {"propertyNames": {"pattern": NAME}}
    return {
        "extends": {"type": "string", "description": "Another scenario file, laid below this one"},
        "calendars": {"type": "object", "additionalProperties": HOURS, **names},
        "baseline": {"type": "string", "description": "The variant that others are compared with"},
        "variants": {
            "type": "object",
            "additionalProperties": {"$ref": "#/$defs/Variant"},
            **names,
        },
    }


def _value(schema: Schema) -> Schema:
    """What may stand after a key: the value, or the value with its origin."""
    schema = _loosened(schema)
    name = schema.get("$ref", "").rpartition("/")[2]
    if schema.get("type") == "object" or (name and name not in {*FORMS_OF, *SHORT}):
        return schema
    return {"anyOf": [schema, {"$ref": "#/$defs/Noted"}]}


def _loosened(schema: Schema) -> Schema:
    """Single entries for lists, single names for weights, origins within mappings."""
    schema = {key: value for key, value in schema.items() if key != "title"}
    if "anyOf" in schema:
        return {**schema, "anyOf": [_loosened(part) for part in schema["anyOf"]]}
    if schema.get("type") == "array" and "items" in schema and schema.get("minItems", 1) <= 1:
        return _several(_loosened(schema["items"]))
    patterns: dict[str, Schema] = schema.pop("patternProperties", {})
    values = next(iter(patterns.values()), schema.get("additionalProperties"))
    if schema.get("type") == "object" and isinstance(values, dict):
        loose = {"propertyNames": {"pattern": NAME}, **schema}
        loose["additionalProperties"] = _value(values)
        named = "$ref" in values
        return loose if named else {"anyOf": [loose, {"type": "string"}]}
    return schema


def _several(items: Schema) -> Schema:
    return {"anyOf": [{"type": "array", "items": items}, items]}
