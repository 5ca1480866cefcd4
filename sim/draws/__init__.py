"""Keyed draws: the same bits in Python, in NumPy arrays and compiled. Imports no other room."""
