"""The data of a report as JSON text, and back."""

from __future__ import annotations

import json
from dataclasses import asdict, fields
from math import isfinite
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Form = TypeVar("Form")


UNLESS_EMPTY = {"unless_empty": True}
"""Metadata of a field that is written only if there is anything in it."""


def to_json(data: DataclassInstance) -> str:
    """What a page shows as compact JSON text."""
    plain = _without_nan(asdict(data))
    for one in fields(data):
        if one.metadata == UNLESS_EMPTY and not plain[one.name]:
            del plain[one.name]
    return json.dumps(plain, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def read_as(form: type[Form], text: str) -> Form:
    """A dataclass of plain data from its JSON text. Raises ValueError for another form."""
    from pydantic import TypeAdapter

    return TypeAdapter(form).validate_python(_with_nan(json.loads(text)))


def _without_nan(data: Any) -> Any:
    if isinstance(data, float):
        return data if isfinite(data) else None
    if isinstance(data, dict):
        return {key: _without_nan(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [_without_nan(value) for value in data]
    return data


def _with_nan(data: Any) -> Any:
    if data is None:
        return float("nan")
    if isinstance(data, dict):
        return {key: _with_nan(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_with_nan(value) for value in data]
    return data
