"""Which counts to hide, so that no count of 1 to 5 can be worked out from the rest.

What is guaranteed. A reader sees all shown counts, knows every sum, knows the rule and
that zeros are always shown (so what is hidden is at least 1). For each hidden small
count there are still whole numbers that agree with all he sees in which it is 5 or
more, and others in which it is something else again. So he cannot tell it; and no
group of hidden cells has a total of 1 to 5 that he could work out, since in such a
group none could reach 5.

How. As DfE does: hide every small count; where a sum would give it away, hide the
next smallest; again until nothing changes (`_settle`). Then look for the other reading
that is promised above (`audit`). Where none is found, let the search change shown
counts too, few and cheap ones first, and hide those it changed; at last hide all that
is tied to the count. A search that takes too long counts as failed: in doubt it is
hidden. Hiding only grows, so it ends; a reading once found stays good when more is
hidden.

One thing beyond DfE's rule: three or more hidden counts, all small, never total 5 each.
A reader who knows the rule would know that 15 over three cells is 5, 5 and 5.
"""

from collections.abc import Collection, Container, Iterable, Mapping
from dataclasses import dataclass, field

from parentis.indicators.linked_counts import Network, Sum, tie

__all__ = ["Sum", "protect_counts"]

SMALLEST_HIDDEN = 1
LARGEST_HIDDEN = 5
# How many more counts may be hidden in one step of a search, before everything tied to
# a count is.
CELLS_AT_ONCE = (1, 3, 12)


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
    return [sum(costs.get(name, 0) for name in same) for same in network.names]


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
                self._hide_cheapest([number])

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

    def _hide_cheapest(self, numbers: Iterable[int]) -> None:
        """Hide the shown count of these sums that costs least, then the smallest."""
        choices = [
            (self.costs[node], sign < 0, self.network.values[node], node)
            for number in numbers
            for node, sign in self.network.sums[number].items()
            if node not in self.network.hidden and node not in self.kept
        ]
        if choices:
            self._hide(min(choices)[-1])

    def audit(self) -> None:
        """See that each hidden small count has its other readings, or hide more."""
        safe: set[int] = set()
        for node in [n for n in sorted(self.network.hidden) if self._is_small(n)]:
            if node not in safe:
                reading = self._other_reading(node)
                safe |= (
                    self._hide_for_a_reading(node)
                    if reading is None
                    else self._served(reading)
                )

    def _served(self, reading: Mapping[int, int]) -> set[int]:
        """Other small counts that this reading clears too: their search is spared."""
        return {
            node
            for node, value in reading.items()
            if self._is_small(node)
            and value >= self.largest > self.network.values[node]
        }

    def _other_reading(
        self, node: int, *, movable: Container[int] = (), most: int = 0
    ) -> dict[int, int] | None:
        """A reading in which the count is 5, or is not 5 if it truly is."""
        targets = [self.largest]
        if self.network.values[node] == self.largest:
            targets = [self.largest - 1, self.largest + 1]
        for target in targets:
            reading = self.network.another_reading(
                node, target, movable=movable, most=most
            )
            if reading is not None:
                return reading
        return None

    def _hide_for_a_reading(self, node: int) -> set[int]:
        """Hide what it takes for a count to have its other reading; who is then safe.

        Little, if that does. Then the rows of the kept wholes it is part of, zeros too.
        Then all that is tied to it, cheapest first: whatever counts fit there, their
        doubles fit as well, and under a kept whole everyone may be in any one group.
        """
        if (reading := self._hide_a_few(node)) is not None:
            return self._served(reading)
        if self._hide_rows(node) and (reading := self._hide_a_few(node)) is not None:
            return self._served(reading)
        tied = self.network.connected(node, but=self.kept)
        prices = sorted({self.costs[n] for n in tied})
        for price in [*prices[:4], *prices[-1:]]:
            self._hide_with_zeros(n for n in tied if self.costs[n] <= price)
            if (reading := self._other_reading(node)) is not None:
                return self._served(reading)
        return set(tied)

    def _hide_with_zeros(self, nodes: Iterable[int]) -> None:
        """Hide counts; zeros too where something kept would else tell on the others."""
        for node in nodes:
            self._hide(node)
            if self.kept and node not in self.kept:
                self.network.hidden.add(node)
                self.network.may_be_zero.add(node)
        self._settle()

    def _hide_a_few(self, node: int) -> dict[int, int] | None:
        """Let the search change shown counts too, and hide those that it changed.

        First few and cheap ones, then more and dearer. None: none would do.
        """
        tied = self.network.connected(node, but=self.kept)
        shown = [n for n in tied if n not in self.network.hidden]
        prices = sorted({self.costs[n] for n in shown})
        for most in CELLS_AT_ONCE:
            for price in [*prices[:2], *prices[-1:]]:
                movable = {n for n in shown if self.costs[n] <= price}
                reading = self._other_reading(node, movable=movable, most=most)
                if reading is not None:
                    for each in reading:
                        self._hide(each)
                    self._settle()
                    return reading
        return None

    def _hide_rows(self, node: int) -> bool:
        """Hide all parts of the kept wholes that a count is part of, zeros too.

        Who sees none of a breakdown may think of everyone in any one cell of it.
        """
        rows = [
            number
            for number in self.network.sums_of[node]
            if any(
                sign < 0 and each in self.kept
                for each, sign in self.network.sums[number].items()
            )
        ]
        wholes = {
            n for r in rows for n, sign in self.network.sums[r].items() if sign < 0
        }
        for number in self.network.ties_of[node]:
            if wholes & self.network.ties[number]:
                self._hide_with_zeros(sorted(self.network.ties[number] - self.kept))
        return bool(rows)
