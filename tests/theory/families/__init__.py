"""Families of cases: the model, its scenario file, and what of it is measured."""
