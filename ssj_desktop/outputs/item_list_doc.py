"""抽查事项清单 as a Word document for 公示, in the lay-outs of the paper (item_list)."""

from ssj_desktop.facts.catalogue import Catalogue, ListKind
from ssj_desktop.outputs.item_list import LAYOUTS, rows_of, standing, which
from ssj_desktop.outputs.word import Word


def render(catalogue: Catalogue, kind: ListKind) -> bytes:
    """Return the document; the same facts give the same bytes.

    Raises:
        DeskError: nothing belongs on the list, or a text holds a control character, which no
            document can carry.
    """
    word = Word(f"{kind.heading}　{which(catalogue)}", landscape=True)
    word.title((f"{catalogue.office}{kind.heading}",))
    word.centred(standing(catalogue))
    rows = [[str(cell) for cell in row] for row in rows_of(catalogue, kind)]
    word.table(LAYOUTS[kind].columns, rows)
    title = f"{catalogue.office}{kind.heading}"
    return word.content(author=catalogue.office, title=title, at=catalogue.dated)
