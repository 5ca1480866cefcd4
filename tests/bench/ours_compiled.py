"""Our compiled engine."""

from tests.bench.ours import models

MODELS = models("compiled")
