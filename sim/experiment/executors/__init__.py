"""Ways to do many independent pieces of work: here, in processes, or on a Dask cluster."""

from sim.experiment.executors.by_name import ExecutorName, executor_of
from sim.experiment.executors.executor import Executor, Serial
from sim.experiment.executors.processes import Processes

__all__ = ["Executor", "ExecutorName", "Processes", "Serial", "executor_of"]
