"""``python -m sim.kpi`` prints the page ``docs/kpis.md``."""

from sim.kpi.catalogue import markdown

print(markdown(), end="")
