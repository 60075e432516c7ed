"""Counts tied together by sums, as a reader with a pencil would see them.

`tie` makes a `Network` of counts and the sums they obey: equal counts become one node,
and what a sum leaves over becomes a count of its own. `Network.another_reading` is the
pencil: it looks for other whole numbers that agree with everything shown.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

REMAINDER = "remainder of "
# Steps of one search. Nearly all end within twenty; a search that takes longer counts
# as failed, and then more is hidden: slow is never taken for safe.
LONGEST_SEARCH = 300


@dataclass(frozen=True)
class Sum:
    """The count named `whole` is the sum of those named in `parts`, always.

    One part alone says that two names are the same count.
    """

    whole: str
    parts: tuple[str, ...]


@dataclass
class Network:
    """Counts as numbered nodes, and the sums between them.

    `sums[s]` gives each node's sign: -1 for the whole, +1 for a part. Zeros have left
    the sums: they are shown, and known; `zeros_of` remembers where they stood.
    """

    names: list[list[str]]
    values: list[int]
    node_of: dict[str, int]
    sums: list[dict[int, int]]
    sums_of: list[list[int]]
    zeros_of: list[tuple[int, ...]]
    hidden: set[int] = field(default_factory=set)
    may_be_zero: set[int] = field(default_factory=set)
    """Hidden nodes a reader must allow to be 0. Of all others he knows: at least 1."""

    def connected(self, node: int) -> list[int]:
        """The node and all that sums tie to it, however far, in order."""
        found, waiting = {node}, [node]
        while waiting:
            for each in self.sums_of[waiting.pop()]:
                fresh = self.sums[each].keys() - found
                found |= fresh
                waiting.extend(fresh)
        return sorted(found)

    def another_reading(
        self, node: int, *, at_least: int | None = None, step: int = 1
    ) -> dict[int, int] | None:
        """Whole numbers for hidden nodes, agreeing with all that is shown.

        In them `node` differs from its true value by `step`, or has been raised to
        `at_least`. Only nodes that differ from the truth are given. None: the search
        found none, which does not prove that there is none.
        """
        reading: dict[int, int] = {}
        target = self.values[node] + step if at_least is None else at_least
        while (now := reading.get(node, self.values[node])) != target:
            move = _Search(self, reading).move(node, 1 if target > now else -1)
            if move is None:
                return None
            for each, change in move.items():
                reading[each] = reading.get(each, self.values[each]) + change
        return reading


class _Search:
    """Changes one hidden node by one, and others until every sum holds again."""

    def __init__(self, network: Network, reading: Mapping[int, int]) -> None:
        self.network = network
        self.reading = reading
        self.changes: dict[int, int] = {}
        self.off: dict[int, int] = {}
        self.steps = 0

    def move(self, node: int, step: int) -> dict[int, int] | None:
        if not self._can_change(node, step):
            return None
        self._change(node, step)
        return self.changes if self._mend() else None

    def _mend(self) -> bool:
        if not self.off:
            return True
        broken = min(self.off, key=lambda s: (len(self.network.sums[s]), s))
        for node, sign in self._menders(broken):
            self.steps += 1
            if self.steps > LONGEST_SEARCH:
                return False
            change = -self.off[broken] * sign
            if self._can_change(node, change):
                self._change(node, change)
                if self._mend():
                    return True
                self._change(node, -change)
                del self.changes[node]
        return False

    def _menders(self, broken: int) -> list[tuple[int, int]]:
        """Who may restore a sum: first those that disturb the fewest others."""
        sums_of, values = self.network.sums_of, self.network.values
        hidden = self.network.hidden
        return sorted(
            (
                (node, sign)
                for node, sign in self.network.sums[broken].items()
                if node in hidden and node not in self.changes and abs(sign) == 1
            ),
            key=lambda each: (len(sums_of[each[0]]), -values[each[0]], each[0]),
        )

    def _can_change(self, node: int, change: int) -> bool:
        if node not in self.network.hidden:
            return False
        least = 0 if node in self.network.may_be_zero else 1
        now = self.reading.get(node, self.network.values[node])
        return now + change >= least

    def _change(self, node: int, change: int) -> None:
        self.changes[node] = self.changes.get(node, 0) + change
        for each in self.network.sums_of[node]:
            off = self.off.get(each, 0) + change * self.network.sums[each][node]
            if off:
                self.off[each] = off
            else:
                self.off.pop(each, None)


def tie(counts: Mapping[str, int], sums: Iterable[Sum]) -> Network:
    """The network of these counts.

    A name that `sums` has and `counts` has not is worked out where the rest of its sum
    is there, as a reader would. What several such names share, or what a whole has
    beyond its parts, becomes one count, named for its whole. A sum that does not hold
    in these counts (parts above the whole) tells a reader nothing, and is left out.
    """
    known = dict(counts)
    holding = _complete(known, list(sums))
    return _numbered(known, [each for each in holding if known[each.whole] > 0])


def _complete(known: dict[str, int], sums: Sequence[Sum]) -> list[Sum]:
    """Give every sum all its names, working out values into `known`."""
    waiting = list(sums)
    while True:
        left = [each for each in waiting if not _work_out(known, each)]
        if len(left) == len(waiting):
            break
        waiting = left
    for each in waiting:
        # Its whole is known and several parts are not: they stay together, unnamed.
        if each.whole in known:
            _work_out(known, _with_remainder(each, known))
    return _holding(known, sums)


def _work_out(known: dict[str, int], each: Sum) -> bool:
    """Work out the one missing name of a sum. False if more than one is missing."""
    missing = [name for name in (each.whole, *each.parts) if name not in known]
    if len(missing) > 1:
        return False
    if missing:
        of_parts = sum(known[name] for name in each.parts if name in known)
        is_whole = missing[0] == each.whole
        value = of_parts if is_whole else known[each.whole] - of_parts
        if value >= 0:
            known[missing[0]] = value
    return True


def _with_remainder(each: Sum, known: Mapping[str, int]) -> Sum:
    listed = tuple(name for name in each.parts if name in known)
    return Sum(each.whole, (*listed, f"{REMAINDER}{each.whole} less {listed}"))


def _holding(known: dict[str, int], sums: Sequence[Sum]) -> list[Sum]:
    """The sums that hold, with a remainder where the parts fall short of the whole."""
    holding = []
    for each in sums:
        if each.whole not in known:
            continue
        left = known[each.whole] - sum(known.get(name, 0) for name in each.parts)
        if left > 0 or (left == 0 and any(name not in known for name in each.parts)):
            each = _with_remainder(each, known)
            known[each.parts[-1]] = left
        if left >= 0:
            holding.append(each)
    return holding


def _numbered(known: Mapping[str, int], sums: Sequence[Sum]) -> Network:
    first: dict[str, str] = {}
    for each in sums:
        nonzero = [name for name in each.parts if known[name]]
        if len(nonzero) == 1:
            whole, part = _root(first, each.whole), _root(first, nonzero[0])
            first[max(whole, part)] = min(whole, part)
    members: dict[str, list[str]] = {}
    for name in sorted(known):
        members.setdefault(_root(first, name), []).append(name)
    node_of = {
        name: node for node, same in enumerate(members.values()) for name in same
    }
    values = [known[same[0]] for same in members.values()]
    signed: dict[tuple[tuple[int, int], ...], dict[int, int]] = {}
    zeros: dict[tuple[tuple[int, int], ...], set[int]] = {}
    for each in sums:
        if signs := _signs(each, node_of, values):
            key = tuple(sorted(signs.items()))
            signed[key] = signs
            nodes = {node_of[name] for name in each.parts}
            zeros.setdefault(key, set()).update(n for n in nodes if not values[n])
    sums_of: list[list[int]] = [[] for _ in values]
    for number, signs in enumerate(signed.values()):
        for node in signs:
            sums_of[node].append(number)
    return Network(
        names=list(members.values()),
        values=values,
        node_of=node_of,
        sums=list(signed.values()),
        sums_of=sums_of,
        zeros_of=[tuple(sorted(each)) for each in zeros.values()],
    )


def _root(first: dict[str, str], name: str) -> str:
    while (earlier := first.get(name, name)) != name:
        name = earlier
    return name


def _signs(
    each: Sum, node_of: Mapping[str, int], values: Sequence[int]
) -> dict[int, int]:
    signs = {node_of[each.whole]: -1}
    for name in each.parts:
        if values[node_of[name]]:
            signs[node_of[name]] = signs.get(node_of[name], 0) + 1
    return {node: sign for node, sign in signs.items() if sign}
