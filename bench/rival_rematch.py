"""The draw as one would first write it: match from scratch for every candidate of every seat.

A second reading of ``docs/protocol.md`` that shares no code with the package: the bench times it as
the rival, and the tests hold the package's events against its own.
"""

import hashlib
import json
from collections import Counter, deque
from collections.abc import Mapping, Sequence
from typing import Any

Seat = tuple[str, int]
Body = Mapping[str, Any]
Event = dict[str, Any]


def h(*fields: object) -> str:
    """``H`` of §1."""
    return hashlib.sha256("|".join(["yaohao/1", *map(str, fields)]).encode()).hexdigest()


def chain(head: str, event: Event) -> str:
    """The head after ``event`` (§3)."""
    text = json.dumps(event, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return h("event", head, hashlib.sha256(text.encode()).hexdigest())


def replay(body: Body, requests: Sequence[Event]) -> tuple[list[Event], list[str]]:
    """Answer ``requests`` (draw, redraws, notes without what they derive) to a frozen ``body``.

    Returns:
        All events with the freeze, and the head after each.

    Raises:
        LookupError: some seats can never be filled.
    """
    events: list[Event] = [{"type": "freeze", "body": body}]
    heads = [chain(body["prev"], events[0])]
    meeting = _Meeting(body)
    for request in requests:
        event = dict(request)
        if request["type"] in ("draw", "redraw"):
            seed = h("seed", heads[-1], "-".join(request["digits"]))
            wanted = meeting.take_away(request)
            selected = meeting.select(seed, wanted)
            seats = meeting.fill(seed)
            event |= {"seed": seed, "selected": selected, "seats": seats}
            event["caps_plus"] = meeting.caps_plus
        events.append(event)
        heads.append(chain(heads[-1], event))
    return events, heads


class _Meeting:
    """Who is drawn and who sits where, while requests come in."""

    def __init__(self, body: Body) -> None:
        self.body = body
        self.companies = {company["id"]: company for company in body["companies"]}
        self.recusals = [tuple(pair) for pair in body["recusals"]]
        self.drawn: list[str] = []
        self.void: list[str] = []
        self.sitting: dict[Seat, str] = {}
        self.caps_plus = 0

    def take_away(self, request: Event) -> dict[str, int]:
        """Undo what a redraw undoes; return how many companies to draw from which stratum."""
        if request["type"] == "draw":
            return {stratum["name"]: stratum["k"] for stratum in self.body["strata"]}
        company = request["company"]
        if "inspector" in request:
            self.recusals.append((request["inspector"], company))
            self.sitting = {
                seat: who
                for seat, who in self.sitting.items()
                if not (who == request["inspector"] and company in ("*", seat[0]))
            }
            return {}
        self.drawn.remove(company)
        self.void.append(company)
        self.sitting = {seat: who for seat, who in self.sitting.items() if seat[0] != company}
        return {self.companies[company]["stratum"]: 1}

    def select(self, seed: str, wanted: Mapping[str, int]) -> list[list[str]]:
        selected = []
        for stratum in self.body["strata"]:
            pool = [
                (h("ticket", seed, "company", id_), id_)
                for id_, company in self.companies.items()
                if company["stratum"] == stratum["name"] and id_ not in self.drawn + self.void
            ]
            for ticket, id_ in sorted(pool)[: wanted.get(stratum["name"], 0)]:
                selected.append([stratum["name"], id_, ticket])
                self.drawn.append(id_)
        return selected

    def fill(self, seed: str) -> list[list[Any]]:
        order = sorted(self.drawn, key=lambda id_: h("ticket", seed, "order", id_))
        empty = [
            (id_, n)
            for id_ in order
            for n in range(len(self.companies[id_]["seats"]))
            if (id_, n) not in self.sitting
        ]
        fits = {seat: self._fits(seat) for seat in empty}
        while not self._fillable(empty, fits):
            self.caps_plus += 1
            if self.caps_plus > len(self.companies):
                raise LookupError(empty)
        filled = []
        while empty:
            seat = empty.pop(0)
            admissible = []
            for who in self._free(seat, fits[seat]):
                self.sitting[seat] = who
                if self._fillable(empty, fits):
                    admissible.append(who)
                del self.sitting[seat]
            winner = min(admissible, key=lambda who: h("ticket", seed, "seat", *seat, who))
            self.sitting[seat] = winner
            filled.append([*seat, winner, len(admissible)])
        return filled

    def _fits(self, seat: Seat) -> list[str]:
        """Those with the seat's tags who are not recused."""
        company, n = seat
        tags = set(self.companies[company]["seats"][n])
        away = {who for who, where in self.recusals if where in (company, "*")}
        return [
            person["id"]
            for person in self.body["inspectors"]
            if tags <= set(person["tags"]) and person["id"] not in away
        ]

    def _free(self, seat: Seat, fits: Sequence[str]) -> list[str]:
        """Those of ``fits`` who are not on the team and hold fewer seats than their cap."""
        team = {who for (company, _), who in self.sitting.items() if company == seat[0]}
        left = self._left()
        return [who for who in fits if who not in team and left[who] > 0]

    def _left(self) -> dict[str, int]:
        load = Counter(self.sitting.values())
        return {
            person["id"]: person["cap"] + self.caps_plus - load[person["id"]]
            for person in self.body["inspectors"]
        }

    def _fillable(self, empty: Sequence[Seat], fits: Mapping[Seat, Sequence[str]]) -> bool:
        """Whether a flow from nothing fills all of ``empty``: seat, pair, person, sink."""
        residual: dict[object, dict[object, int]] = {"sink": {}}
        for who, left in self._left().items():
            residual[who] = {"sink": left}
        sitting = {(company, who) for (company, _), who in self.sitting.items()}
        for seat in empty:
            pairs = [(seat[0], who) for who in fits[seat] if (seat[0], who) not in sitting]
            residual[seat] = dict.fromkeys(pairs, 1)
            for pair in pairs:
                residual.setdefault(pair, {pair[1]: 1})
        return all(_augment(residual, seat) for seat in empty)


def _augment(residual: dict[object, dict[object, int]], source: object) -> bool:
    """Push one unit from ``source`` to the sink along a shortest path, if there is one."""
    came: dict[object, object] = {source: None}
    queue = deque([source])
    while queue and "sink" not in came:
        node = queue.popleft()
        for onward, capacity in residual[node].items():
            if capacity and onward not in came:
                came[onward] = node
                queue.append(onward)
    node = "sink"
    while node in came and node != source:
        before = came[node]
        residual[before][node] -= 1
        residual[node][before] = residual[node].get(before, 0) + 1
        node = before
    return "sink" in came
