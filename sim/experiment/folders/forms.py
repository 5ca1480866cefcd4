"""What experiment.json and design.json of a results folder hold, as forms to check them by."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

MOST_POINTS = 1_000_000
MOST_REPLICATIONS = 10_000_000

Seed = Annotated[int, Field(ge=0, lt=2**63)]
Name = Annotated[str, Field(min_length=1, max_length=1000)]
Count = Annotated[int, Field(ge=1, le=MOST_REPLICATIONS)]
Part = Annotated[int, Field(ge=1, le=MOST_POINTS)]


class _Form(BaseModel):
    """Values are of these types, not merely alike; more of them may be there."""

    model_config = ConfigDict(extra="allow", strict=True, allow_inf_nan=False)


class _OfAll(_Form):
    version: str
    scenario: str
    seed: Seed
    replications: Count
    fingerprint: str
    engine: str
    finished: str
    environment: dict[str, str]
    files: dict[str, str]


class Best(_Form):
    """Of what the best variant was sought."""

    kpi: str
    matters: float


class Rules(_Form):
    """Rules of a user's own under which a variant ran."""

    file: str
    sha256: str


class OfRun(_OfAll):
    """Of a run or comparison."""

    baseline: str | None
    variants: Annotated[dict[Name, list[str]], Field(min_length=1)]
    same: dict[str, str]
    records: bool
    notes: dict[str, list[str]]
    best: Best | None = None
    rules: dict[Name, Rules] = Field(default_factory=dict)
    labels: dict[Name, str] = Field(default_factory=dict)


class OfSweep(_OfAll):
    """Of a sweep, a part of one, or a sensitivity study."""

    sweep: str
    design: Literal["grid", "fractional", "latin_hypercube", "sobol", "listed"]
    points: Part
    shard: Annotated[list[Part], Field(min_length=2, max_length=2)]
    front: Annotated[list[str], Field(min_length=2, max_length=2)]
    higher_is_better: Annotated[list[bool], Field(min_length=2, max_length=2)]


class OfStaff(_OfAll):
    """Of a search for staffing."""

    variant: str


class Design(_Form):
    """Of a sweep: factors and their values at all points, measures of the tidy table (patterns)
    and the currency of amounts. ``labels``: of factors, by path, and ``variants``: of variants, by
    name; those that have one."""

    factors: list[str]
    levels: list[list[str | int | float | bool | None]]
    measures: list[str]
    currency: str
    labels: dict[str, str] = Field(default_factory=dict)
    variants: dict[str, str] = Field(default_factory=dict)


FORMS: dict[str, type[_OfAll]] = {
    "run": OfRun,
    "compare": OfRun,
    "sweep": OfSweep,
    "staff": OfStaff,
}
"""By the command that made the folder."""
