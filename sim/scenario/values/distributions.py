"""Distributions of durations: what they are, their means, how they are written."""

from __future__ import annotations

import math
from collections.abc import Mapping
from operator import mul
from typing import Annotated, Any, ClassVar, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    ValidationInfo,
    model_serializer,
    model_validator,
)
from pydantic_core.core_schema import SerializationInfo

from sim.scenario.problems import wrong
from sim.scenario.values import distribution_text
from sim.scenario.values.bounds import DURATION
from sim.scenario.values.columns import Numbers
from sim.scenario.values.distribution_forms import KINDS, Canon, empirical
from sim.scenario.values.part import Part as Part
from sim.scenario.values.table_files import durations_of
from sim.scenario.values.units import number_text, seconds_text
from sim.time_units import YEAR

Kind = Literal[
    "constant",
    "exponential",
    "uniform",
    "triangular",
    "normal",
    "gamma",
    "erlang",
    "lognormal",
    "weibull",
    "mixture",
    "empirical",
    "never",
]


class Distribution(BaseModel):
    """A distribution of a duration in seconds, at least 0; frozen and hashable.

    ========== ============= ============= ========
    kind       a             b             c
    ========== ============= ============= ========
    constant   value         –             –
    exponential mean         –             –
    uniform    low           high          –
    triangular low           mode          high
    normal     mean          sd            –          (of the untruncated; cut to values > 0)
    gamma      shape         scale         –
    erlang     k (phases)    scale         –          (scale = mean of a phase)
    lognormal  median        sigma         –
    weibull    shape         scale         –
    mixture    ``parts``: (weight, distribution), weights sum to 1, no mixture inside
    empirical  ``values`` ascending with ``weights`` summing to 1; steps, no interpolation
    never      infinite
    ========== ============= ============= ========

    A hyperexponential is a mixture of exponentials. Lengths in seconds, the rest pure numbers.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    WORDS: ClassVar = KINDS

    kind: Kind
    a: float = 0.0
    b: float = 0.0
    c: float = 0.0
    parts: tuple[tuple[float, Distribution], ...] = ()
    values: Numbers = Numbers()
    weights: Numbers = Numbers()

    @model_validator(mode="before")
    @classmethod
    def _read(cls, value: Any, info: ValidationInfo) -> Any:
        if isinstance(value, Distribution) or (isinstance(value, dict) and "kind" in value):
            return value
        context = info.context

        def table(value: object) -> Canon:
            return empirical(*durations_of(value, context))

        return _fields(distribution_text.read(value, context is not None, table))

    @model_serializer(mode="wrap", when_used="json")
    def _write(self, _handler: Any, _info: SerializationInfo) -> Any:
        return human(self)

    def mean_s(self) -> float:
        """The mean in seconds (infinite for ``never``)."""
        a, b, c = self.a, self.b, self.c
        match self.kind:
            case "constant" | "exponential":
                return a
            case "uniform":
                return (a + b) / 2.0
            case "triangular":
                return (a + b + c) / 3.0
            case "normal":
                return _sure(_truncated_mean(a, b))
            case "gamma" | "erlang":
                return a * b
            case "lognormal":
                return _sure(a * math.exp(b * b / 2.0))
            case "weibull":
                return _sure(b * math.gamma(1.0 + 1.0 / a))
            case "mixture":
                return math.fsum(weight * part.mean_s() for weight, part in self.parts)
            case "empirical":
                return math.fsum(map(mul, self.values, self.weights))
            case "never":
                return math.inf


def _fields(canon: Canon) -> dict[str, Any]:
    fields = canon._asdict()
    fields["parts"] = tuple((weight, _fields(part)) for weight, part in canon.parts)
    return fields


def constant(seconds: float) -> Distribution:
    """Always the same duration."""
    return Distribution(kind="constant", a=seconds)


def _ending(dist: Distribution) -> Distribution:
    if dist.kind == "never" or any(part.kind == "never" for _, part in dist.parts):
        raise wrong("`never` is for patience; expected a duration that ends.")
    mean = dist.mean_s()
    if mean > DURATION.most:
        raise wrong(f"its mean is {mean / YEAR:.3g} years, more than {DURATION.says_most}.")
    return dist


Ending = Annotated[Distribution, AfterValidator(_ending)]
"""A duration that ends, with a mean that a duration may have: of work and of clocks."""


def _sure(x: float) -> float:
    """``x`` without its last digits, which are not the same with every C library.

    Means are compared with each other and with what is stated: those that are equal must be so
    everywhere.
    """
    return float(f"{x:.14g}")


def _truncated_mean(mean: float, sd: float) -> float:
    """Mean of a normal cut to positive values: mean + sd φ(α)/Φ(−α), α = −mean/sd."""
    if sd == 0:
        return mean
    above = 0.5 * math.erfc(-mean / sd / math.sqrt(2.0))
    density = math.exp(-0.5 * (mean / sd) ** 2) / math.sqrt(2.0 * math.pi)
    return mean + sd * density / above


_WRITTEN: dict[str, tuple[tuple[str, bool], ...]] = {
    "exponential": (("mean", True),),
    "uniform": (("low", True), ("high", True)),
    "triangular": (("low", True), ("mode", True), ("high", True)),
    "normal": (("mean", True), ("sd", True)),
    "gamma": (("shape", False), ("scale", True)),
    "erlang": (("k", False), ("scale", True)),
    "lognormal": (("median", True), ("sigma", False)),
    "weibull": (("shape", False), ("scale", True)),
}


def human(dist: Distribution) -> Any:
    """The text (for an empirical distribution: the mapping) that reads to the same bits."""
    if dist.kind == "never":
        return "never"
    if dist.kind == "constant":
        return seconds_text(dist.a)
    if dist.kind == "mixture":
        parts = [{"weight": weight, "of": human(part)} for weight, part in dist.parts]
        if all(isinstance(part["of"], str) for part in parts):
            inside = ", ".join(f"{number_text(w)} {human(part)}" for w, part in dist.parts)
            return f"mixture({inside})"
        return {"mixture": parts}
    if dist.kind == "empirical":
        values = [seconds_text(value) for value in dist.values]
        return {"empirical": {"values": values, "weights": list(dist.weights)}}
    named = zip(_WRITTEN[dist.kind], (dist.a, dist.b, dist.c), strict=False)
    inside = ", ".join(
        f"{name} {seconds_text(value) if timed else number_text(value)}"
        for (name, timed), value in named
    )
    return f"{dist.kind}({inside})"


def is_form(value: Any) -> bool:
    """Whether a value is a distribution rather than a mapping of keys."""
    if isinstance(value, Mapping):
        return len(value) == 1 and next(iter(value)) in KINDS
    return isinstance(value, str | int | float | Distribution)
