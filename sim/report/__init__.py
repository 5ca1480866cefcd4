"""Faces a reader: tables, the report, a customer's story. Sees plain results, never an engine."""
