"""Customers of a population: who they are, and that nobody is mistaken for another."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.codes import NOBODY
from sim.plan import make_plan
from sim.plan.customers import make_customers, segment_sizes
from sim.plan.keys import OF_SEGMENT, named, numbered, root
from tests.plan.build import scenario

SEGMENTS = {"private": {"share": 0.8}, "firms": {"share": 0.2}}
ROOT = root(3, 0)


def customers(population, segments=SEGMENTS, key=ROOT):
    """The rows of all customers, as if everybody had an issue."""
    whole = scenario(customers={"population": population, "segments": segments})
    return make_customers(whole, key, np.arange(segment_sizes(whole).sum()))[0]


def keys_of(rows):
    """Who they are to the keyed draws."""
    return list(zip(rows["key0"].tolist(), rows["key1"].tolist(), strict=True))


def keys_by_segment(rows):
    return [keys_of(rows[rows["segment"] == s]) for s in range(rows["segment"].max() + 1)]


def test_without_a_population_there_is_nobody():
    assert len(customers("none")) == 0
    assert segment_sizes(scenario(customers__segments=SEGMENTS)).tolist() == [0, 0]
    assert len(make_plan(scenario(), 1, 0).fresh_floor().customers) == 0


def test_segments_have_their_shares_one_behind_the_other():
    rows = customers(50)
    assert rows["id"].tolist() == list(range(50))
    assert rows["segment"].tolist() == [0] * 40 + [1] * 10


def test_a_segment_has_at_least_one_customer():
    rows = customers(3, {"usual": {"share": 1}, "rare": {"share": 0.001}, "rarer": {"share": 0.0}})
    assert np.bincount(rows["segment"]).tolist() == [3, 1, 1]
    assert rows["id"].tolist() == list(range(5))


@given(
    population=st.integers(1, 3000), shares=st.lists(st.floats(0.0, 1.0), min_size=1, max_size=5)
)
def test_sizes_add_up_but_for_those_who_would_be_nobody(population, shares):
    if sum(shares) == 0.0:
        shares[0] = 1.0
    segments = {f"s{i}": {"share": share} for i, share in enumerate(shares)}
    sizes = segment_sizes(scenario(customers={"population": population, "segments": segments}))
    assert (sizes >= 1).all()
    exact = population * np.array(shares) / sum(shares)
    assert (np.abs(sizes - exact) <= 1.0 + 1e-9).all()
    assert population <= sizes.sum() <= population + len(shares) - 1


def test_keys_are_distinct():
    rows = customers(20_000)
    assert len(set(keys_of(rows))) == len(rows) == 20_000


def test_a_key_follows_from_the_name_of_the_segment_and_the_number_in_it():
    """On a branch of their own: a stream or a team of that name is somebody else."""
    for name, found in zip(SEGMENTS, keys_by_segment(customers(50)), strict=True):
        key0, key1 = numbered(*named(ROOT, name, OF_SEGMENT), np.arange(len(found)))
        assert found == list(zip(key0.tolist(), key1.tolist(), strict=True))


def test_seeds_and_replications_have_other_people():
    found = [keys_of(customers(100, key=root(*of))) for of in ((3, 0), (4, 0), (3, 1))]
    assert len(set().union(*found)) == 300


def test_a_larger_population_gives_nobody_else_another_key():
    few, many = keys_by_segment(customers(50)), keys_by_segment(customers(120))
    assert [len(keys) for keys in many] == [96, 24]
    for before, after in zip(few, many, strict=True):
        assert after[: len(before)] == before


@pytest.mark.parametrize("names", [("new", "private", "firms"), ("firms", "private", "new")])
def test_a_further_segment_gives_nobody_else_another_key(names):
    """Wherever it is listed, and whatever the order of the others."""
    further = {**SEGMENTS, "new": {"share": 1.0}}
    found = keys_by_segment(customers(100, {name: further[name] for name in names}))
    by_name = dict(zip(names, found, strict=True))
    private, firms = keys_by_segment(customers(50))
    assert [by_name["private"], by_name["firms"]] == [private, firms]  # half of twice as many
    assert not set(by_name["new"]) & {*private, *firms}


def test_the_table_holds_who_has_an_issue_and_no_others():
    """The column ``who`` of an issue leads to its customer's row."""
    changes = {"customers": {"population": 100_000, "segments": SEGMENTS}}
    floor = make_plan(scenario(**changes), 3, 0).fresh_floor()
    whose = floor.customers[floor.issues["who"]]
    assert (whose["id"] == floor.issues["customer"]).all()
    assert (whose["segment"] == floor.issues["segment"]).all()
    assert floor.customers["id"].tolist() == sorted(set(floor.issues["customer"].tolist()))
    everybody = customers(100_000)
    assert (everybody[floor.customers["id"]] == floor.customers).all()


def test_without_a_population_no_issue_has_a_row():
    assert set(make_plan(scenario(), 3, 0).fresh_floor().issues["who"].tolist()) == {NOBODY}
