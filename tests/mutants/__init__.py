"""Small faults in the floor's code, one at a time: does a test notice? ``make mutants``."""
