"""Our SimPy engine."""

from tests.bench.ours import models

MODELS = models("simpy")
