"""What every verb of a draw needs: its transcript, recomputed, and one event more at its end."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from pydantic import TypeAdapter
from sqlmodel import Session

from ssj_desktop import lottery
from ssj_desktop.desk.draw_facts import edges_of
from ssj_desktop.errors import DeskError
from ssj_desktop.facts.basis import Basis
from ssj_desktop.facts.draw import StratumEdge
from ssj_desktop.lottery import ProtocolError, Transcript
from ssj_desktop.models import draw_log
from ssj_desktop.models.lottery import Draw
from ssj_desktop.models.store import Change, Store

_REMEMBERED = 16  # a quarter's plan and its campaigns; a big draw's is some megabytes

BASIS: TypeAdapter[Basis] = TypeAdapter(Basis)


class DrawBook:
    """The draws of an open file; it remembers the transcripts it has recomputed last."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._edges: dict[int, tuple[StratumEdge, ...]] = {}
        self._known: dict[int, Transcript] = {}  # by the draw's id, the latest used at the end

    def transcript(self, session: Session, draw: Draw) -> Transcript:
        """Return the draw as recomputed from the file; recomputed anew only when it has grown."""
        known = self._known.pop(draw.id, None)
        if known is None or known.head != draw_log.head_of(session, draw):
            known = draw_log.transcript_of(session, draw)
        self._remember(draw, known)
        return known

    def edges(self, session: Session, draw: Draw) -> tuple[StratumEdge, ...]:
        """Return the cut of a held draw's strata, which no later event changes."""
        if draw.id not in self._edges:
            self._edges[draw.id] = edges_of(self.transcript(session, draw))
        return self._edges[draw.id]

    def append(self, change: Change, draw: Draw, transcript: Transcript) -> None:
        """Write the transcript's latest event; the journal names its head."""
        self._remember(draw, transcript)  # believed only while the file's head is its head
        basis = BASIS.validate_python(draw.basis)
        draw_log.append(change.session, draw, transcript, basis.categories, self._store.clock())
        kind = str(transcript.events[-1]["type"])
        change.say(draw=draw.draw_id, event=kind, head=transcript.head)

    def _remember(self, draw: Draw, transcript: Transcript) -> None:
        self._known[draw.id] = transcript
        while len(self._known) > _REMEMBERED:
            del self._known[next(iter(self._known))]

    def stamp(self) -> dict[str, lottery.Json]:
        """Return the time, as an event carries it."""
        return {"at": self._store.clock().isoformat(timespec="seconds")}


def redrawn(
    before: Transcript,
    digits: Sequence[str],
    body: Mapping[str, str],
    extra: Mapping[str, lottery.Json] | None = None,
) -> Transcript:
    """Return ``before`` with the redraw that a request's ``body`` asks for.

    Raises:
        ProtocolError: as ``lottery.redraw``.
    """
    return lottery.redraw(
        before,
        digits,
        company=body["company"],
        inspector=body.get("inspector"),
        reason=body["reason"],
        evidence=body["evidence"],
        approved_by=body["approved_by"],
        extra=extra,
    )


@contextmanager
def plainly() -> Iterator[None]:
    """Tell what the protocol refuses as something the office can mend."""
    try:
        yield
    except ProtocolError as error:
        raise DeskError(f"不能这样抽取：{error}。", "请按提示改正后再试，文件没有改动。") from error
