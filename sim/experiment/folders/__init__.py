"""Results on disk: drafts, the journal that survives a kill, folders opened again."""
