"""Numbers as a reader wants them: no more digits than the interval supports, with units."""

from __future__ import annotations

from math import floor, isfinite, log10

from sim.experiment.results import Estimate

NOTHING = "–"
MOST_DECIMALS = 4
INTERVAL = (
    "Where the mean of endlessly many replications lies, with 95 % confidence. It is cut where no "
    "mean can lie, such as above 100 %; it is then told from end to end."
)


def scaled(unit: str) -> tuple[float, str]:
    """Factor and unit in which a reader sees ``unit``: shares as per cent."""
    return (100.0, "%") if unit == "share" else (1.0, unit)


def short_unit(unit: str) -> str:
    """``USD`` for ``USD per issue``, in the reader's unit: what an amount is taken of is told
    elsewhere."""
    return scaled(unit)[1].partition(" per ")[0]


def difference_unit(unit: str) -> str:
    """The same of a difference: shares differ by percentage points."""
    return short_unit(unit).replace("%", "% points")


def rescaled(estimate: Estimate) -> Estimate:
    """The estimate in the reader's unit."""
    factor, unit = scaled(estimate.unit)
    mean, low, high = (factor * value for value in estimate[:3])
    return Estimate(mean, low, high, unit)


def decimals(estimate: Estimate, factor: float = 1.0) -> int:
    """Decimals that show two digits of the half-width, or four of a number without one.

    Below 0 where the half-width is 100 or more: numbers are then shown in tens, hundreds, …
    """
    half = estimate.half_width * factor
    if isfinite(half) and not known(estimate):
        return min(1 - floor(log10(half)), MOST_DECIMALS)
    size = abs(estimate.mean * factor)
    if not isfinite(size) or size == 0.0:
        return 0
    return max(0, min(3 - floor(log10(size)), MOST_DECIMALS))


def number(value: float, places: int, sign: bool = False) -> str:
    """``1,234.5``, or ``1,200`` with -2 places; a dash for what is not known."""
    if not isfinite(value):
        return NOTHING
    after = max(0, places)
    text = f"{value if places >= 0 else round(value, places):{'+' if sign else ''},.{after}f}"
    return text if text.strip("+-0.,") else f"{0.0:.{after}f}"


def times(factor: float) -> str:
    """``6.7``, ``14``, ``310``: a factor to two digits."""
    if not isfinite(factor) or factor <= 0.0:
        return NOTHING
    places = 1 - floor(log10(factor))
    return f"{round(factor, places):,.{max(0, places)}f}"


def rounded(value: float) -> str:
    """``0.021``, ``1.2``, ``1,200``: a number that is not known well, to two digits."""
    if not isfinite(value) or value == 0.0:
        return number(value, 0)
    places = 1 - floor(log10(abs(value)))
    return number(value, places)


def per_cent(share: float, half: float) -> str:
    """``83.1 %``: a share with the half-width of its interval, which may be unknown."""
    if not half > 0.0:
        return f"{number(100.0 * share, 1)} %"
    return f"{mean(Estimate(share, share - half, share + half, 'share'))} %"


def around(estimate: Estimate) -> str:
    """``±1.2`` in the reader's unit; nothing when there is no interval, or none is needed.

    ``97.1 to 100.0`` where the interval ends at a limit, so that its mean is not its middle.
    """
    factor, _ = scaled(estimate.unit)
    half = estimate.half_width * factor
    if known(estimate) or not half > 0.0:
        return ""
    return f"±{number(half, decimals(estimate, factor))}" if even(estimate) else interval(estimate)


def known(estimate: Estimate) -> bool:
    """Whether the interval has no width, but for what is lost in adding up."""
    return estimate.half_width <= 1e-12 * abs(estimate.mean)


def even(estimate: Estimate) -> bool:
    """Whether the mean is the middle of the interval."""
    below, above = estimate.mean - estimate.low, estimate.high - estimate.mean
    return abs(above - below) <= 1e-6 * (above + below)


def interval(estimate: Estimate, sign: bool = False) -> str:
    """``82.0 to 84.2`` in the reader's unit."""
    factor, _ = scaled(estimate.unit)
    if not isfinite(estimate.low):
        return NOTHING
    places = decimals(estimate, factor)
    low, high = (number(limit * factor, places, sign) for limit in estimate[1:3])
    return f"{low} to {high}"


def mean(estimate: Estimate, sign: bool = False) -> str:
    """``83.1`` in the reader's unit."""
    factor, _ = scaled(estimate.unit)
    return number(estimate.mean * factor, decimals(estimate, factor), sign)
