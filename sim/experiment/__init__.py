"""Loops over runs: comparisons, sweeps and studies, shared among workers, kept in folders."""
