"""Questions about the graph: who calls whom, what is reached, in which order, waiting or not.

The graph is the union of the hops of all flows and of the relationships; a reply makes no edge. Holes are left
out: what a name that resolves to nothing would have done is not known. Every answer is in the order written.
"""

from hld.model.walk.flow import (
    Visited,
    before_reply,
    critical,
    final_reply,
    goes_on,
    initiator,
    is_conditional,
    places,
    synchronous,
    visits,
)
from hld.model.walk.graph import (
    ASYNC,
    SYNC,
    Edge,
    Passage,
    callees,
    callers,
    cycles,
    edges,
    flows_through,
    incoming,
    orphans,
    outgoing,
    passages,
    passages_from,
    passages_into,
    predecessors,
    reachable,
    successors,
)

__all__ = [
    "ASYNC",
    "SYNC",
    "Edge",
    "Passage",
    "Visited",
    "before_reply",
    "callees",
    "callers",
    "critical",
    "cycles",
    "edges",
    "final_reply",
    "flows_through",
    "goes_on",
    "incoming",
    "initiator",
    "is_conditional",
    "orphans",
    "outgoing",
    "passages",
    "passages_from",
    "passages_into",
    "places",
    "predecessors",
    "reachable",
    "successors",
    "synchronous",
    "visits",
]
