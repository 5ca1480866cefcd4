"""Recompute, from public logs, the figures that the shipped scenarios quote.

The logs are not part of the project; only figures derived from them are. `python -m tests.derive
FOLDER` prints every figure as JSON; FOLDER holds `data/bank1999_calls_feb` and the other logs.
"""
