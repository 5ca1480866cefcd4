"""What may be wrong with a request (as against a scenario) and with its execution."""


class RequestError(ValueError):
    """A request that makes no sense; the message says what was expected."""


class WorkerError(RuntimeError):
    """A worker process ended without a word (killed by somebody or for want of memory)."""


class ResultsError(ValueError):
    """A results folder that is none, or is damaged; the message says which file."""


AGAIN = "the experiment done again replaces the folder"
"""What helps when a results folder is damaged."""
