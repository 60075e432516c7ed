"""Counts tied together by sums, as a reader with a pencil would see them.

`tie` makes a `Network` of counts and the sums they obey: equal counts become one node,
and what a sum leaves over becomes a count of its own. `Network.another_reading` is the
pencil: it looks for other whole numbers that agree with everything shown.
"""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

REMAINDER = "remainder of "
# Steps of one search. Nearly all end within twenty; a search that takes longer counts
# as failed, and then more is hidden: slow is never taken for safe.
LONGEST_SEARCH = 300
# Steps of all searches over one network: a council's year takes a few thousand.
LONGEST_WORK = 12_000
LONGEST_WORK_A_COUNT = 8


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
    the sums: they are shown, and known. `ties` are the nodes of each sum, zeros too.
    """

    names: list[list[str]]
    values: list[int]
    node_of: dict[str, int]
    sums: list[dict[int, int]]
    sums_of: list[list[int]]
    lengths: list[int]
    ties: list[set[int]]
    ties_of: list[list[int]]
    hidden: set[int] = field(default_factory=set)
    steps: int = 0
    """What all searches took so far."""
    may_be_zero: set[int] = field(default_factory=set)
    """Hidden nodes a reader must allow to be 0. Of all others he knows: at least 1."""

    def connected(self, node: int, *, but: Container[int] = ()) -> list[int]:
        """The node and all that sums tie to it, however far, zeros too, in order.

        Ties through the nodes `but` do not count: what stays shown passes nothing on.
        """
        found, waiting = {node}, [node]
        while waiting:
            for each in self.ties_of[waiting.pop()]:
                fresh = {n for n in self.ties[each] if n not in found and n not in but}
                found |= fresh
                waiting.extend(fresh)
        return sorted(found)

    @property
    def is_worn_out(self) -> bool:
        """Whether searching has taken so long that hiding must take its place."""
        allowed = LONGEST_WORK + LONGEST_WORK_A_COUNT * len(self.values)
        return self.steps > allowed

    def another_reading(
        self,
        node: int,
        target: int,
        *,
        movable: Container[int] = (),
        most: int = 0,
    ) -> dict[int, int] | None:
        """Whole numbers that agree with all that is shown, `node` being `target`.

        Only nodes that differ from the truth are given. None: the search found none,
        which does not prove that there is none. At each step up to `most` nodes that
        are shown, of `movable`, may differ too: hiding them makes the reading possible.
        """
        reading: dict[int, int] = {}
        if self.is_worn_out:
            return None
        while (now := reading.get(node, self.values[node])) != target:
            search = _Search(self, reading, movable, most)
            move = search.move(node, 1 if target > now else -1)
            if move is None:
                return None
            for each, change in move.items():
                reading[each] = reading.get(each, self.values[each]) + change
        return reading


class _Search:
    """Changes one node by one, and others until every sum holds again."""

    def __init__(
        self,
        network: Network,
        reading: Mapping[int, int],
        movable: Container[int],
        most: int,
    ) -> None:
        self.network = network
        self.reading = reading
        self.movable = movable
        self.left = most
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
        # The shortest sum first: it has the fewest ways, often one.
        broken = min(self.off, key=self.network.lengths.__getitem__)
        for node, change in self._menders(broken):
            self.steps += 1
            self.network.steps += 1
            if self.steps > LONGEST_SEARCH:
                return False
            price = node not in self.network.hidden and node not in self.reading
            self.left -= price
            self._change(node, change)
            if self._mend():
                return True
            self._change(node, -change)
            del self.changes[node]
            self.left += price
        return False

    def _menders(self, broken: int) -> list[tuple[int, int]]:
        """Who may restore a sum, and by how much: first who leaves fewest broken."""
        off = -self.off[broken]
        found = []
        for node, sign in self.network.sums[broken].items():
            if node in self.changes or abs(sign) != 1:
                continue
            if self._can_change(node, off * sign):
                is_shown = node not in self.network.hidden
                rank = (self._breaks(node, off * sign), is_shown)
                found.append((rank, self.network.values[node], node, off * sign))
        return [(node, change) for _, _, node, change in sorted(found)]

    def _breaks(self, node: int, change: int) -> int:
        """How many more sums are broken after a change than before."""
        more = 0
        for each in self.network.sums_of[node]:
            if each not in self.off:
                more += 1
            elif self.off[each] + change * self.network.sums[each][node] == 0:
                more -= 1
        return more

    def _can_change(self, node: int, change: int) -> bool:
        is_shown = node not in self.network.hidden and node not in self.reading
        if is_shown and (self.left < 1 or node not in self.movable):
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
    # In one order, so that what is hidden does not depend on the caller's.
    in_order = sorted({(each.whole, tuple(sorted(each.parts))) for each in sums})
    holding = complete(known, [Sum(whole, parts) for whole, parts in in_order])
    return _numbered(known, [each for each in holding if known[each.whole] > 0])


def complete(known: dict[str, int], sums: Sequence[Sum]) -> list[Sum]:
    """The sums that hold, each with all its names: values go into `known`."""
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
    signed = {
        tuple(sorted(signs.items())): signs
        for each in sums
        if (signs := _signs(each, node_of, values))
    }
    ties = [{node_of[name] for name in (each.whole, *each.parts)} for each in sums]
    return Network(
        names=list(members.values()),
        values=values,
        node_of=node_of,
        sums=list(signed.values()),
        sums_of=_places(list(signed.values()), len(values)),
        lengths=[len(each) for each in signed.values()],
        ties=ties,
        ties_of=_places(ties, len(values)),
    )


def _places(groups: Sequence[Iterable[int]], nodes: int) -> list[list[int]]:
    """Of each node, the groups that it is in."""
    places: list[list[int]] = [[] for _ in range(nodes)]
    for number, group in enumerate(groups):
        for node in group:
            places[node].append(number)
    return places


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
