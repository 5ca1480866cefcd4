"""Memory of processes that do the same work again and again."""

from __future__ import annotations

import sys

TRIM_THRESHOLD, MMAP_THRESHOLD = -1, -3
"""Parameters of glibc's ``mallopt`` (malloc.h)."""
KEPT_BYTES, FROM_HEAP_BYTES = 256 << 20, 32 << 20


def keep_freed_memory() -> None:
    """Let the C library keep freed memory for the next run, where it can be told to (glibc).

    A run takes some megabytes, which by default go back to the system and come again as fresh
    pages: touching these took a quarter of a compiled run. The peak stays as it is.
    """
    if sys.platform != "linux":
        return
    import ctypes

    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(TRIM_THRESHOLD, KEPT_BYTES)
        mallopt(MMAP_THRESHOLD, FROM_HEAP_BYTES)
