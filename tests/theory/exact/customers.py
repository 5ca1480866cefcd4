"""What customers do: find out, leave, trust, turn louder, learn habits; needs that perish."""

from __future__ import annotations

from math import exp, log, prod

import numpy as np
from scipy.special import pdtrc

from tests.theory.exact.chains import Floats
from tests.theory.exact.erlang import erlang_c
from tests.theory.exact.returning import feedback

YEAR_WEEKS = 365.25 / 7.0


def false_fixes(
    servers: int, fresh_rate: float, mean_service: float, holds: float, found_out_after: float
) -> dict[str, float]:
    """Fixes that do not hold are found out later: customers come back as those unresolved do.

    By Little's law as many believe in a false fix as come to do so until it is found out.
    """
    queue = feedback(fresh_rate, mean_service, servers, holds, found_out_after)
    again = 1.0 / holds - 1.0
    return {
        "contacts_per_issue": queue["contacts_per_issue"],
        "total_arrival_rate": queue["total_arrival_rate"],
        "false_fix_share": 1.0 - holds,
        "mean_time_to_find_out": found_out_after,
        "mean_believers": fresh_rate * again * found_out_after,
        "p_wait": queue["p_wait"],
        "mean_wait": queue["mean_wait_per_contact"],
        "utilization": queue["utilization"],
        "mean_time_to_met": queue["mean_in_system"] / fresh_rate + again * found_out_after,
    }


def noticed(
    chance: float, firm_after: float, customer_after: float, work: float
) -> dict[str, float]:
    """Exponential times until firm and customer see an error, agents always free.

    Either's fix takes ``work``. Whoever has not seen the error by then never asks; but the firm
    may still notice it while the customer is in talk.
    """
    sooner = customer_after / (firm_after + customer_after)
    in_talk = (1.0 - sooner) * (1.0 - exp(-work / firm_after))
    unasked = chance * sooner * exp(-work / customer_after)
    return {
        "noticed_share": chance * (sooner + in_talk),
        "met_unasked_share": unasked,
        "contacts_per_issue": 1.0 - unasked,
    }


def perishing(
    servers: int, arrival_rate: float, mean_service: float, lasts: float, value: float
) -> dict[str, float]:
    """Value that lasts an exponential time, in M/M/c that nobody leaves: transforms of waits."""
    queue = erlang_c(servers, arrival_rate, mean_service)
    tail = servers / mean_service - arrival_rate
    in_line = 1.0 - queue["p_wait"] + queue["p_wait"] * tail / (tail + 1.0 / lasts)
    kept = in_line / (1.0 + mean_service / lasts)
    return {
        "perished_share": 1.0 - kept,
        "perished_value_rate": arrival_rate * (1.0 - kept) * value,
        "saved_value_rate": arrival_rate * kept * value,
        "agents_in_vain": arrival_rate * (1.0 - in_line) * mean_service,
        "mean_wait": queue["mean_wait"],
        "utilization": queue["utilization"],
    }


def leaving(
    population: int,
    needs_per_week: float,
    weeks: float,
    chance: float,
    churn: float,
    score: float,
    trust: float,
    rate: float,
) -> dict[str, float]:
    """Poisson judgements of a constant score, after each of which a customer leaves by chance.

    And a share ``churn`` of those who are there moves on in a year, whatever is judged. A
    judgement closes a share ``rate`` of the gap between trust and score. Of those who stay,
    judgements are Poisson with the chance to stay.
    """
    each = needs_per_week / population
    dissatisfied = each * chance
    moving = -log(1.0 - churn) / YEAR_WEEKS
    gone = 1.0 - exp(-(dissatisfied + moving) * weeks)
    judged = needs_per_week * gone / (dissatisfied + moving)
    return {
        "left_share": gone,
        "left_dissatisfied_share": gone * dissatisfied / (dissatisfied + moving),
        "judgements": judged,
        "needs_not_arisen": needs_per_week * weeks - judged,
        "trust": score + (trust - score) * exp(-each * (1.0 - chance) * weeks * rate),
    }


def louder_after(failures: int, weight: float, factor: float) -> float:
    """Chance that a contact goes public: the weight grows by a factor with each failure."""
    grown = weight * factor**failures
    return grown / (grown + 1.0 - weight)


def louder(weight: float, factor: float, returns: int) -> dict[str, float]:
    """A private contact, and as many more as an issue has failures."""
    public = [louder_after(failures, weight, factor) for failures in range(1, returns + 1)]
    return {
        "contacts_per_issue": 1.0 + returns,
        "public_contacts_per_issue": sum(public),
        "public_share": 1.0 - prod(1.0 - one for one in public),
    }


MOST_NEEDS = 60


def habit(mean_needs: float, learning: float, strength: float) -> dict[str, float]:
    """Two channels, one always as good as can be (1), one that always fails (-1), half each.

    The habit after j lessons on the first is 1 - keeps^j, and on the second -(1 - keeps^k). A
    customer has a Poisson number of needs; a chain over their number and the lessons of the first.
    """
    keeps = 1.0 - learning
    rest = keeps ** np.arange(MOST_NEEDS + 1)
    more = pdtrc(np.arange(MOST_NEEDS + 1), mean_needs)  # chance of more needs than so many
    lessons, good = np.ones(1), 0.0  # weights of 0, 1, ... lessons on the first channel
    last: list[Floats] = []
    for count in range(MOST_NEEDS):
        other = rest[count - np.arange(count + 1)]
        chosen = 1.0 / (1.0 + np.exp(-strength * (2.0 - rest[: count + 1] - other)))
        last.append(lessons * ((1.0 if count == 0 else more[count - 1]) - more[count]))
        good += float(lessons @ chosen) * more[count]
        up, stay = np.append(0.0, lessons * chosen), np.append(lessons * (1.0 - chosen), 0.0)
        lessons = up + stay
    ends = [(k, weights) for k, weights in enumerate(last)]
    firsts = sum(float(w[1:] @ (1.0 - rest[1 : k + 1])) for k, w in ends)
    seconds = sum(float(w[:k] @ (1.0 - rest[k - np.arange(k)])) for k, w in ends)
    on_first = sum(float(w[1:].sum()) for _, w in ends)
    on_second = sum(float(w[:k].sum()) for k, w in ends)
    return {
        "share_of_good": good / mean_needs,
        "habit_of_good": firsts / on_first,
        "habit_of_bad": -seconds / on_second,
    }
