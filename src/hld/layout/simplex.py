"""The network simplex method: whole numbers that keep their distances and are, weighed, as near as can be.

After E. R. Gansner, E. Koutsofios, S. C. North, K.-P. Vo, "A Technique for Drawing Directed Graphs" (1993),
sections 2.3 and 4.2, which Graphviz also follows. Here it puts cards and lines at their heights.
"""

from __future__ import annotations

from typing import TypeAlias

__all__ = ["Network"]

_Demand: TypeAlias = tuple[int, int, int]  # its number, the variable at its other end, how far that is at least
_SAMPLE = 24  # how many demands that should be loosened are compared before one is


class Network:
    """Variables v with demands `v[high] - v[low] >= least`, each stretched at a price per unit above that.

    `solve` gives values that meet all demands and have the least price in total. Demands must not run in a circle.
    """

    def __init__(self) -> None:
        self.size = 0
        self.low: list[int] = []
        self.high: list[int] = []
        self.least: list[int] = []
        self.price: list[int] = []
        self._tree: _Tree | None = None

    def variable(self) -> int:
        """A new variable."""
        self.size += 1
        return self.size - 1

    def demand(self, low: int, high: int, least: int, price: int = 0) -> int:
        """`high` lies at least `least` above `low`; each unit more costs `price`. Gives the demand's number."""
        self.low.append(low)
        self.high.append(high)
        self.least.append(least)
        self.price.append(price)
        return len(self.price) - 1

    def attract(self, one: int, other: int, price: int, offset: int = 0) -> tuple[int, int]:
        """Each unit by which `other` differs from `one` plus `offset` costs `price`. Gives the demands' numbers."""
        anchor = self.variable()
        return (
            self.demand(anchor, one, max(0, -offset), price),
            self.demand(anchor, other, max(0, offset), price),
        )

    def part(self, one: int, other: int, price: int, least: int) -> None:
        """Each unit by which `other` lies less than `least` above `one` costs `price`; more costs nothing."""
        anchor = self.variable()
        self.demand(anchor, one, 0, price)
        self.demand(anchor, other, least)

    def solve(self, pivots: int = 4000) -> list[int]:
        """The values, the least of them 0. After so many pivots the values found by then are given: they hold too.

        After a change of prices alone, it goes on from where it was.
        """
        if self.size == 0:
            return []
        if self._tree is not None and self._tree.fits(self):
            self._tree.weigh(self)
        else:
            self._join()
            self._tree = _Tree(self)
        self._tree.improve(pivots)
        found = self._tree.balanced()
        least = min(found)
        return [value - least for value in found]

    def _join(self) -> None:
        """Tie loose parts together by demands that cost nothing."""
        leader = list(range(self.size))

        def find(node: int) -> int:
            while leader[node] != node:
                leader[node] = leader[leader[node]]
                node = leader[node]
            return node

        for low, high in zip(self.low, self.high, strict=True):
            leader[find(low)] = find(high)
        roots = [node for node in range(self.size) if find(node) == node]
        if len(roots) > 1:
            origin = self.variable()
            low_ends = set(range(self.size - 1)).difference(self.high)
            for node in sorted(low_ends):
                self.demand(origin, node, 0)


class _Tree:
    """A feasible solution and the spanning tree of tight demands that holds it, rooted at variable 0.

    Cutting a demand of the tree leaves a part below it. What the demands that leave that part cost less those
    that enter it is the part's `pull`: the gain, per unit, of moving it up.
    """

    def __init__(self, network: Network) -> None:
        self.size, self.count = network.size, len(network.price)
        self.low, self.high, self.least = network.low, network.high, network.least
        self.touching: list[list[tuple[int, int]]] = [[] for _ in range(self.size)]  # a demand, and its other end
        self.upwards: list[list[_Demand]] = [[] for _ in range(self.size)]  # those whose low end a variable is
        self.downwards: list[list[_Demand]] = [[] for _ in range(self.size)]
        for edge, (low, high, least) in enumerate(zip(self.low, self.high, self.least, strict=True)):
            self.touching[low].append((edge, high))
            self.touching[high].append((edge, low))
            self.upwards[low].append((edge, high, least))
            self.downwards[high].append((edge, low, least))
        self.pull = self._own_pulls(network)
        self.value = self._longest_paths()
        self.above = [-1] * self.size  # the demand that holds a variable to the one above it in the tree
        self.parent = [-1] * self.size  # that variable
        self.children: list[list[int]] = [[] for _ in range(self.size)]
        self._span()
        self.weigh(network)

    def fits(self, network: Network) -> bool:
        """Whether nothing has been added since."""
        return self.size == network.size and self.count == len(network.price)

    def weigh(self, network: Network) -> None:
        """Take the prices as they are now."""
        self.pull = self._own_pulls(network)
        self.held = bytearray(self.size)
        pull, above, parent, low, held = self.pull, self.above, self.parent, self.low, self.held
        for node in reversed(self._below(0)[1:]):
            pull[parent[node]] += pull[node]
            held[node] = pull[node] < 0 if low[above[node]] == node else pull[node] > 0

    def _own_pulls(self, network: Network) -> list[int]:
        pull = [0] * self.size
        for low, high, price in zip(self.low, self.high, network.price, strict=True):
            pull[low] += price
            pull[high] -= price
        return pull

    def _other(self, edge: int, node: int) -> int:
        return self.low[edge] if self.high[edge] == node else self.high[edge]

    def _slack(self, edge: int) -> int:
        return self.value[self.high[edge]] - self.value[self.low[edge]] - self.least[edge]

    def _longest_paths(self) -> list[int]:
        waits = [0] * self.size
        for high in self.high:
            waits[high] += 1
        value = [0] * self.size
        ready = [node for node in range(self.size) if not waits[node]]
        for node in ready:
            start = value[node]
            for _, high, least in self.upwards[node]:
                value[high] = max(value[high], start + least)
                waits[high] -= 1
                if not waits[high]:
                    ready.append(high)
        if len(ready) < self.size:
            raise ValueError("the demands run in a circle")
        self._lift(value, ready)
        return value

    def _lift(self, value: list[int], order: list[int]) -> None:
        """Raise what is drawn up and has room: it saves most of the pivots."""
        for node in reversed(order):
            if self.pull[node] > 0:
                value[node] += min(
                    (value[high] - value[node] - least for _, high, least in self.upwards[node]), default=0
                )

    def _span(self) -> None:
        """Grow the tree, moving it as a whole until the nearest demand is tight."""
        low, high, value = self.low, self.high, self.value
        reached = bytearray(self.size)
        reached[0] = 1
        members = [0]
        frontier = [edge for edge, _ in self.touching[0]]
        while len(members) < self.size:
            frontier = [edge for edge in frontier if not (reached[low[edge]] and reached[high[edge]])]
            edge = min(frontier, key=self._slack)
            inside, outside = (low[edge], high[edge]) if reached[low[edge]] else (high[edge], low[edge])
            slack = self._slack(edge)
            if slack:
                shift = slack if inside == low[edge] else -slack
                for member in members:
                    value[member] += shift
            taken = self._take((edge, inside, outside), reached)
            members.extend(taken)
            frontier += [further for member in taken for further, _ in self.touching[member]]

    def _take(self, first: tuple[int, int, int], reached: bytearray) -> list[int]:
        """Hang a variable into the tree, and all that tight demands hold to it; gives these variables.

        `first` is the demand, the variable in the tree, and the one that joins it.
        """
        taken: list[int] = []
        stack = [first]
        while stack:
            edge, inside, outside = stack.pop()
            if reached[outside]:
                continue
            reached[outside] = 1
            taken.append(outside)
            self.above[outside] = edge
            self.parent[outside] = inside
            self.children[inside].append(outside)
            for further, beyond in self.touching[outside]:
                if not reached[beyond] and not self._slack(further):
                    stack.append((further, outside, beyond))
        return taken

    def improve(self, pivots: int) -> None:
        """Let go of demands that hold a part where it does not want to be, until there are none."""
        node = 0
        for _ in range(pivots):
            node = self._held(node)
            if node < 0:
                return
            below = self._below(node)
            inside = set(below)
            rises = self.pull[node] > 0
            entering = self._nearest(below, inside, rises)
            slack = self._slack(entering)
            if slack:
                shift = slack if rises else -slack
                for member in below:
                    self.value[member] += shift
            self._exchange(node, entering, inside)

    def _held(self, start: int) -> int:
        """The variable, of a sample beginning after `start`, whose part is held most against its pull, or -1."""
        best, most = -1, 0
        node, is_round = start, False
        for _ in range(_SAMPLE):
            node = self.held.find(1, node + 1)
            if node < 0 and not is_round:
                node, is_round = self.held.find(1, 1), True
            if node < 0 or (is_round and node > start):
                break
            if abs(self.pull[node]) > most:
                best, most = node, abs(self.pull[node])
        return best

    def _note(self, node: int) -> None:
        """Note whether the demand that a variable hangs by holds it against its pull."""
        pull = self.pull[node]
        self.held[node] = pull < 0 if self.low[self.above[node]] == node else pull > 0

    def _below(self, node: int) -> list[int]:
        members = [node]
        for member in members:
            members.extend(self.children[member])
        return members

    def _nearest(self, below: list[int], inside: set[int], rises: bool) -> int:
        """The demand that first stops the part as it rises or sinks."""
        leaving, sign = (self.upwards, 1) if rises else (self.downwards, -1)
        value = self.value
        best, shortest = -1, 0
        for member in below:
            for edge, end, least in leaving[member]:
                if end not in inside:
                    slack = sign * (value[end] - value[member]) - least
                    if best < 0 or slack < shortest:
                        best, shortest = edge, slack
        return best

    def _exchange(self, node: int, entering: int, inside: set[int]) -> None:
        """Hang the part below `node` from the entering demand instead."""
        total = self.pull[node]
        end = self.low[entering] if self.low[entering] in inside else self.high[entering]
        outer = self._other(entering, end)
        old = self.parent[node]
        self.children[old].remove(node)
        self._add_upwards(old, -total)
        self._turn(end, node, entering, outer)
        self.children[outer].append(end)
        self._add_upwards(outer, total)

    def _add_upwards(self, node: int, amount: int) -> None:
        pull, parent, above, low, held = self.pull, self.parent, self.above, self.low, self.held
        while node > 0:
            pull[node] += amount
            held[node] = pull[node] < 0 if low[above[node]] == node else pull[node] > 0
            node = parent[node]

    def _turn(self, end: int, top: int, entering: int, outer: int) -> None:
        """Turn the path from `end` up to `top` around, so that `end` hangs by the entering demand from `outer`."""
        total = self.pull[top]
        node, edge, holder, carried = end, entering, outer, 0
        while True:
            above, upper, own = self.above[node], self.parent[node], self.pull[node]
            self.above[node], self.parent[node], self.pull[node] = edge, holder, total - carried
            self._note(node)
            if node == top:
                return
            self.children[upper].remove(node)
            self.children[node].append(upper)
            node, edge, holder, carried = upper, above, node, own

    def balanced(self) -> list[int]:
        """The values with parts that may move at no price in the middle of their room."""
        tight = list(self.value)
        for node in range(1, self.size):
            if self.pull[node]:
                continue
            below = self._below(node)
            inside = set(below)
            edges = [self._nearest(below, inside, rises) for rises in (True, False)]
            up, down = (self._slack(edge) if edge >= 0 else 0 for edge in edges)
            shift = (up - down) // 2 if min(edges) >= 0 else 0
            for member in below:
                self.value[member] += shift
        found, self.value = self.value, tight
        return found
