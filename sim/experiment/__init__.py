"""Loops over runs: replicate, compare; ways to share the work; results folders."""
