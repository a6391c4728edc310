"""Model to Analysis: rates, loads, instances, latencies, availability, storage, cost, and whether that is enough."""

from hld.analyse.run import analyse, without_caches, worked_out

__all__ = ["analyse", "without_caches", "worked_out"]
