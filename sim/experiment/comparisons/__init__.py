"""Several variants of a scenario that face the same customers, or one of them alone."""
