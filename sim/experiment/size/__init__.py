"""How much time and memory an experiment takes, and whether the machine has that."""
