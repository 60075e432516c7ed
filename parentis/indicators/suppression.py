"""Which counts to hide, so that no count of 1 to 5 can be worked out from the rest.

What is guaranteed. A reader sees all shown counts, knows every sum, knows the rule and
that zeros are always shown (so what is hidden is at least 1). For each hidden small
count there are still whole numbers that agree with all he sees in which it is 5 or
more, and others in which it is something else again. So he cannot tell it, nor narrow
it down below what its hiding says; and no group of hidden cells has a total of 1 to 5
that he could work out, since in such a group none could reach 5.

How. As DfE does: hide every small count; where a sum would give it away, hide the
next smallest; again until nothing changes (`_settle`). Then look for the other readings
that are promised above (`_audit`), and where none is found hide more: the next
smallest, then the whole sum, then everything tied to it. Hiding only grows, so it ends.
A reading once found stays good when more is hidden.

One thing beyond DfE's rule: three or more hidden counts, all small, never total 5 each.
A reader who knows the rule would know that 15 over three cells is 5, 5 and 5.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from parentis.indicators.linked_counts import Network, Sum, tie

__all__ = ["Sum", "protect_counts"]

SMALLEST_HIDDEN = 1
LARGEST_HIDDEN = 5
# How often one count may ask for a single further cell, and for a whole sum, before
# everything tied to it is hidden.
PATIENCE_FOR_CELLS = 3
PATIENCE_FOR_SUMS = 5


def protect_counts(
    counts: Mapping[str, int],
    sums: Iterable[Sum],
    *,
    costs: Mapping[str, int] | None = None,
    together: Mapping[str, Collection[str]] | None = None,
    kept: Collection[str] = (),
    hidden: Collection[str] = (),
    largest: int = LARGEST_HIDDEN,
) -> frozenset[str]:
    """The names of the counts to hide.

    `counts` are of people, whole and not negative. `sums` may name counts that are not
    shown: a reader works them out, so they are protected too, but only names in
    `counts` are returned. `costs` tells whom to spare: of two cells that would serve,
    the one of lower cost goes first, then the smaller (0 where not given; a part goes
    before its whole at equal cost). `together` names what disappears with a count
    (a row shares its fate). `kept` names are already shown elsewhere and stay; `hidden`
    ones are already hidden. Zeros are shown; only where `kept` names leave no other way
    do the zeros beside a small count go with it.
    """
    network = tie(counts, sums)
    hiding = _Hiding(
        network=network,
        costs=_by_node(network, costs or {}),
        together=_nodes_together(network, together or {}),
        kept={network.node_of[name] for name in kept if name in network.node_of},
        largest=largest,
    )
    # A count that equals a hidden one is the same count, so the hidden one prevails.
    hiding.kept -= {network.node_of[name] for name in hidden if name in network.node_of}
    hiding.start([network.node_of[n] for n in hidden if n in network.node_of])
    hiding.audit()
    return frozenset(
        name
        for node in network.hidden
        for name in network.names[node]
        if name in counts
    )


def _by_node(network: Network, costs: Mapping[str, int]) -> list[int]:
    return [max(costs.get(name, 0) for name in same) for same in network.names]


def _nodes_together(
    network: Network, together: Mapping[str, Collection[str]]
) -> dict[int, set[int]]:
    nodes: dict[int, set[int]] = {}
    for name, others in together.items():
        if name in network.node_of:
            nodes.setdefault(network.node_of[name], set()).update(
                network.node_of[other] for other in others if other in network.node_of
            )
    return nodes


@dataclass
class _Hiding:
    """The work in hand: what is hidden so far, and which sums to look at again."""

    network: Network
    costs: list[int]
    together: dict[int, set[int]]
    kept: set[int]
    largest: int
    unsettled: dict[int, None] = field(default_factory=dict)

    def start(self, already: Iterable[int]) -> None:
        small = [n for n in range(len(self.network.values)) if self._is_small(n)]
        for node in (*already, *small):
            self._hide(node)
        self._settle()

    def _is_small(self, node: int) -> bool:
        return SMALLEST_HIDDEN <= self.network.values[node] <= self.largest

    def _hide(self, node: int) -> None:
        """Hide a count and all that disappears with it. A zero or a kept one stays."""
        waiting = [node]
        while waiting:
            each = waiting.pop()
            is_staying = each in self.kept and not self._is_small(each)
            if (
                is_staying
                or each in self.network.hidden
                or not self.network.values[each]
            ):
                continue
            self.network.hidden.add(each)
            self.unsettled.update(dict.fromkeys(self.network.sums_of[each]))
            waiting.extend(self.together.get(each, ()))

    def _settle(self) -> None:
        """Hide the next smallest wherever one sum alone gives something away."""
        while self.unsettled:
            number = next(iter(self.unsettled))
            del self.unsettled[number]
            if self._gives_away(number):
                self._hide_next(number)

    def _gives_away(self, number: int) -> bool:
        signs, values = self.network.sums[number], self.network.values
        hidden = [node for node in signs if node in self.network.hidden]
        if not hidden:
            return False
        if len(hidden) == 1:
            return True
        if any(signs[node] < 0 for node in hidden):
            return False
        total = sum(values[node] for node in hidden)
        # Each but one is at least 1. If that leaves the last fewer than 5, the reader
        # knows more of each than that it is hidden.
        if total < self.largest + len(hidden) - 1:
            return True
        return (
            len(hidden) > 2
            and total == self.largest * len(hidden)
            and all(self._is_small(node) for node in hidden)
        )

    def _hide_next(self, number: int) -> bool:
        """Hide the cheapest, then smallest, shown count of a sum. False: none left."""
        signs, values = self.network.sums[number], self.network.values
        shown = [
            n for n in signs if n not in self.network.hidden and n not in self.kept
        ]
        if not shown:
            return False
        self._hide(
            min(shown, key=lambda n: (self.costs[n], signs[n] < 0, values[n], n))
        )
        return True

    def audit(self) -> None:
        """See that each hidden small count has its other readings, or hide more."""
        safe: set[int] = set()
        failures: dict[int, int] = {}
        waiting = [n for n in sorted(self.network.hidden) if self._is_small(n)]
        while waiting:
            node = waiting.pop(0)
            if node in safe or self._has_other_readings(node, safe):
                continue
            failures[node] = failures.get(node, 0) + 1
            if self._hide_more(node, failures[node]):
                waiting.insert(0, node)

    def _has_other_readings(self, node: int, safe: set[int]) -> bool:
        if self.network.values[node] == self.largest:
            return any(
                self.network.another_reading(node, step=step) is not None
                for step in (-1, 1)
            )
        reading = self.network.another_reading(node, at_least=self.largest)
        if reading is None:
            return False
        # One reading often serves others too: the search is spared.
        safe.update(
            each
            for each, value in reading.items()
            if self._is_small(each)
            and value >= self.largest > self.network.values[each]
        )
        return True

    def _hide_more(self, node: int, failures: int) -> bool:
        """Hide more around a count. False: all that may go has gone."""
        before = len(self.network.hidden)
        if failures <= PATIENCE_FOR_CELLS:
            for number in self.network.sums_of[node]:
                self._hide_next(number)
        elif failures <= PATIENCE_FOR_SUMS:
            for number in self.network.sums_of[node]:
                for each in self.network.sums[number]:
                    self._hide(each)
        if len(self.network.hidden) == before:
            for each in self.network.connected(node):
                self._hide(each)
        self._settle()
        return len(self.network.hidden) > before or self._hide_zeros(node)

    def _hide_zeros(self, node: int) -> bool:
        """Only what is kept is left: now the zeros beside the hidden go with them.

        A reader who sees none of a breakdown may think of everyone in any one cell.
        """
        hidden = [n for n in self.network.connected(node) if n in self.network.hidden]
        if node in self.network.may_be_zero:
            return False
        self.network.may_be_zero.update(hidden)
        for each in hidden:
            for number in self.network.sums_of[each]:
                self.network.hidden.update(
                    z for z in self.network.zeros_of[number] if z not in self.kept
                )
        return True
