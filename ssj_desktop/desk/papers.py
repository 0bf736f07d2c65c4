"""文书: a draw's are written to a folder whole, and journalled, for its list is secret."""

from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from ssj_desktop import paths
from ssj_desktop.desk.draws import Draws
from ssj_desktop.facts.campaign import CampaignPlan
from ssj_desktop.facts.catalogue import Catalogue, ListKind
from ssj_desktop.facts.plan import QuarterPlan
from ssj_desktop.facts.year_plan import YearPlan
from ssj_desktop.models import journal, roster_history
from ssj_desktop.models.store import Store


class Papers:
    """Papers and tables of held draws, and the paper of a plan."""

    def __init__(self, store: Store, clerk: str, draws: Draws) -> None:
        self._store = store
        self._clerk = clerk
        self._draws = draws

    @staticmethod
    def plan(plan: QuarterPlan) -> bytes:
        """Return the PDF of a plan, the very bytes to be looked at, printed or saved.

        It names nobody who will be inspected, so the journal does not ask who has seen it.

        Raises:
            DeskError: a character has no font.
        """
        from ssj_desktop.outputs import plan as paper

        return paper.render(plan)

    def exclusions(self, plan: QuarterPlan) -> bytes:
        """Return the PDF of whom a plan leaves out; an internal paper.

        What the roster says (注销 …) is confirmed by whoever has put it there.

        Raises:
            DeskError: a character has no font, or the file failed while it was read.
        """
        from ssj_desktop.outputs import exclusions as paper

        unsigned = {one.code for one in plan.exclusions if one.on is None}
        with self._store.reading() as session:
            known = roster_history.who_excluded(session, unsigned)
        signed = tuple(
            replace(one, by=known[one.code][0], on=known[one.code][1]) if one.code in known else one
            for one in plan.exclusions
        )
        return paper.render(replace(plan, exclusions=signed))

    @staticmethod
    def campaign_plan(plan: CampaignPlan) -> bytes:
        """Return the PDF of a campaign's plan, which names nobody who will be inspected.

        Raises:
            DeskError: a character has no font.
        """
        from ssj_desktop.outputs import campaign_plan as paper

        return paper.render(plan)

    @staticmethod
    def year_plan(plan: YearPlan, internal: bool) -> bytes:
        """Return the PDF of a year's plan; ``internal``: with the names of whom it leaves out.

        Raises:
            DeskError: a character has no font.
        """
        from ssj_desktop.outputs import year_plan as paper

        return paper.render(plan, internal=internal)

    def save_year_plan(self, plan: YearPlan, internal: bool, file: Path) -> None:
        """Write a year's plan to ``file``: a workbook (.xlsx) or a Word document (.docx).

        Raises:
            DeskError: a text cannot be written, or the disk is full.
        """
        if file.suffix.lower() == ".docx":
            from ssj_desktop.outputs.year_plan_doc import render
        else:
            from ssj_desktop.outputs.year_plan_sheet import render
        content = render(plan, internal=internal)
        with self._store.writing(self._clerk, "papers.save") as change:
            digest = sha256(content).hexdigest()
            change.say(paper=plan.title, file=file.name, sha256=digest)
        paths.write_bytes(file, content)

    @staticmethod
    def item_list(catalogue: Catalogue, kind: ListKind) -> bytes:
        """Return the PDF of the list of items in one of its lay-outs (BD-3, WL-12, EZ-20).

        Raises:
            DeskError: nothing belongs on it, or a character has no font.
        """
        from ssj_desktop.outputs import item_list

        return item_list.render(catalogue, kind)

    def save_item_list(self, catalogue: Catalogue, kind: ListKind, file: Path) -> None:
        """Write the list of items to ``file``: a workbook (.xlsx) or a Word document (.docx).

        Raises:
            DeskError: nothing belongs on it, a text cannot be written, or the disk is full.
        """
        if file.suffix.lower() == ".docx":
            from ssj_desktop.outputs.item_list_doc import render
        else:
            from ssj_desktop.outputs.item_list_sheet import render
        content = render(catalogue, kind)
        with self._store.writing(self._clerk, "papers.save") as change:
            digest = sha256(content).hexdigest()
            number = catalogue.edition.number if catalogue.edition else None
            change.say(paper=kind.called(number), file=file.name, sha256=digest)
        paths.write_bytes(file, content)

    def open(self, draw_id: str, name: str) -> bytes:
        """Return a held draw's paper (``confirmation``, ``minutes``) to be looked at and printed.

        The journal keeps who has opened which list (LC-19).

        Raises:
            DeskError: nothing is drawn yet, or a character has no font.
        """
        from ssj_desktop import outputs

        [output] = [it for it in outputs.OUTPUTS if it.file_name == f"{name}.pdf"]
        content = output.render(self._draws.facts(draw_id))
        with self._store.writing(self._clerk, "papers.open") as change:
            change.say(draw=draw_id, paper=output.title, sha256=sha256(content).hexdigest())
        return content

    def save(self, draw_id: str, name: str, file: Path) -> None:
        """Write one paper or table of a held draw (``filing.xlsx``) to ``file``.

        Raises:
            DeskError: nothing is drawn yet, a character has no font, or the disk is full.
        """
        from ssj_desktop import outputs

        [output] = [it for it in outputs.OUTPUTS if it.file_name == name]
        content = output.render(self._draws.facts(draw_id))
        with self._store.writing(self._clerk, "papers.save") as change:
            digest = sha256(content).hexdigest()
            change.say(draw=draw_id, paper=output.title, file=file.name, sha256=digest)
        paths.write_bytes(file, content)

    def transcript(self, draw_id: str, file: Path) -> None:
        """Write the transcript of a draw, held or aborted, for a verifier.

        Raises:
            DeskError: there is neither a draw nor an abort yet, or the disk is full.
        """
        content = self._draws.transcript(draw_id)
        with self._store.writing(self._clerk, "papers.transcript") as change:
            change.say(draw=draw_id, file=file.name, sha256=sha256(content).hexdigest())
        paths.write_bytes(file, content)

    def printed(
        self, title: str, content: bytes, printer: str, pages: int, why_not: str = ""
    ) -> None:
        """Keep that a paper of so many pages was sent to a printer, and how often before.

        ``why_not``: why not all of it came out; some of its pages may lie there all the same.

        Raises:
            DeskError: the file is open for reading only, or the disk is full.
        """
        digest = sha256(content).hexdigest()
        with self._store.writing(self._clerk, "papers.printed") as change:
            change.say(title=title, sha256=digest, printer=printer, pages=pages)
            if again := journal.count_of(change.session, "papers.printed", digest):
                change.say(again=again)
            if why_not:
                change.say(why_not=why_not)

    def write(self, draw_id: str, folder: Path, gb18030: bool = False) -> list[tuple[str, Path]]:
        """Write every paper of a held draw and its transcript into ``folder``.

        Args:
            draw_id: the draw's number.
            folder: made if it is not there; papers of the same names are replaced.
            gb18030: write the CSV for old programs instead of in UTF-8.

        Returns:
            Each file's title and path.

        Raises:
            DeskError: nothing is drawn yet, a character has no font, or the disk is full.
        """
        # Loaded here because it takes a fifth of the start and few starts print.
        from ssj_desktop import outputs

        facts = self._draws.facts(draw_id)
        files = {output.file_name: output.render(facts) for output in outputs.OUTPUTS}
        titles = [output.title for output in outputs.OUTPUTS] + ["抽取记录（供核验）"]
        if gb18030:
            files["filing.csv"] = outputs.filing.render_csv(facts, encoding="gb18030")
        files["transcript.json"] = self._draws.transcript(draw_id)
        # Journalled first: a list that is secret must not lie about without a trace.
        with self._store.writing(self._clerk, "papers.write") as change:
            change.say(
                draw=draw_id,
                files={name: sha256(content).hexdigest() for name, content in files.items()},
            )
        for name, content in files.items():
            paths.write_bytes(folder / name, content)
        return [(title, folder / name) for title, name in zip(titles, files, strict=True)]
