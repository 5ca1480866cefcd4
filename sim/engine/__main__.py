"""``python -m sim.engine``: compile the fast engine into the cache, if it is not there yet."""

from __future__ import annotations

from sim.engine import compiles_first, numba_available


def main() -> None:
    if not numba_available():
        print("numba is not installed: the SimPy engine serves alone")
        return
    from sim.engine import compiled_engine

    if compiles_first():
        print("compiling the fast engine, once: this may take a minute", flush=True)
    compiled_engine.make_ready()
    print(f"the fast engine is in {compiled_engine.cache_folder()}")


if __name__ == "__main__":
    main()
