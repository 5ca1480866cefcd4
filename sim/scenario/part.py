"""What all parts of a scenario are: frozen, strict about keys, short forms opened."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict, ValidationInfo, model_validator

from sim.scenario.context import Context


class Part(BaseModel):
    """Base of every part of a scenario."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, defer_build=True)

    SUGAR: ClassVar[Mapping[str, Any]] = {}
    """Keys that the text may have beside the fields, with their types; ``short`` reads them."""

    @classmethod
    def short(cls, value: Any, context: Context | None) -> Any:
        """The long form of a short one; anything else as it is."""
        return value

    @model_validator(mode="before")
    @classmethod
    def _open(cls, value: Any, info: ValidationInfo) -> Any:
        return value if isinstance(value, Part) else cls.short(value, info.context)
