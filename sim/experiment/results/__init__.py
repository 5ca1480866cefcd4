"""What came of an experiment: plain numbers by KPI and replication, with estimates on demand."""

from sim.experiment.results.compare_result import CompareResult
from sim.experiment.results.run_result import RunResult
from sim.experiment.results.sample import Estimate, Floats, Sample

__all__ = ["CompareResult", "Estimate", "Floats", "RunResult", "Sample"]
