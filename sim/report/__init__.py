"""Faces a reader: results as tables. Sees plain results, never an engine."""
