"""方案: which text an id stands for, shipped or taken in by the office (own-schemes.md)."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from sqlmodel import Session

from ssj_desktop import paths
from ssj_desktop.errors import DeskError
from ssj_desktop.facts.office import OfficeFacts, SchemeChoice
from ssj_desktop.models import scheme as kept
from ssj_desktop.models.scheme import SchemeFile
from ssj_desktop.rules.scheme import Category, Scheme, parse_scheme

_FIRST = "lingchuan-2024"


@dataclass(frozen=True)
class Looked:
    """A scheme file beside what the data file knows: ``before`` is the text that its id stands for
    now, None where it stands for none; ``number`` is the edition that it would become."""

    scheme: Scheme
    text: str
    before: str | None
    number: int

    @property
    def is_new(self) -> bool:
        """Whether there would be anything to keep."""
        return self.before != self.text

    @property
    def sha256(self) -> str:
        """The text's, as the plans' journal entries have it too."""
        return sha256(self.text.encode()).hexdigest()


def shipped_choices() -> tuple[SchemeChoice, ...]:
    """Return the schemes that ship with the program."""
    return scheme_choices(_folder())


def scheme_choices(folder: Path) -> tuple[SchemeChoice, ...]:
    """Return the sound schemes in ``folder``; a broken one hides no other.

    What comes first is offered first: the county branch's, the rest in the order of ids.
    """
    choices = []
    for file in sorted(folder.glob("*.toml"), key=lambda file: (file.stem != _FIRST, file.stem)):
        with suppress(DeskError):  # whoever chooses it by its id is told
            choices.append(_choice(file.stem, parse_scheme(_text(file), file.name)))
    return tuple(choices)


def choices_in(session: Session) -> tuple[SchemeChoice, ...]:
    """Return the schemes that this file's office can choose from, those it took in first."""
    own = []
    for row in kept.all_newest(session):
        with suppress(DeskError):  # as above
            own.append(_choice(row.scheme_id, parse_scheme(row.text, row.file), row))
    ids = {choice.id for choice in own}
    return (*own, *(choice for choice in shipped_choices() if choice.id not in ids))


def read_scheme(session: Session, scheme_id: str) -> tuple[Scheme, str]:
    """Return the scheme that an id stands for, and its TOML.

    Raises:
        DeskError: there is none of that name, or it is wrong.
    """
    if row := kept.newest(session, scheme_id):
        return parse_scheme(row.text, row.file), row.text
    return read_shipped(scheme_id, tuple(row.scheme_id for row in kept.all_newest(session)))


def read_shipped(scheme_id: str, own: tuple[str, ...] = ()) -> tuple[Scheme, str]:
    """Return a shipped scheme and its TOML; ``own``: which others there are to choose from.

    Raises:
        DeskError: as :func:`read_scheme`.
    """
    text = _shipped_text(scheme_id)
    if text is None:
        known = "、".join((*own, *sorted(file.stem for file in _folder().glob("*.toml"))))
        raise DeskError(f"没有名为“{scheme_id}”的方案。", f"现有方案：{known}。")
    return parse_scheme(text, f"{scheme_id}.toml"), text


def scheme_of(session: Session, office: OfficeFacts) -> Scheme:
    """Return the office's scheme."""
    return read_scheme(session, office.scheme_id)[0]


def look(session: Session, text: str, file: str) -> Looked:
    """Return what taking a scheme file in would come to.

    Raises:
        SchemeError: the file is wrong; names each line and field.
        DeskError: another text of this id ships with the program.
    """
    scheme = parse_scheme(text, file, is_new=True)
    newest, ships = kept.newest(session, scheme.id), _shipped_text(scheme.id)
    if newest is None and ships is not None and ships != text:
        raise DeskError(
            f"方案文件 {file} 的 id 是“{scheme.id}”，随程序的方案里已经有它，内容不一样。",
            "请在文件里把 id 换成本单位自己的，例如县名拼音加年份，再载入。",
        )
    before = newest.text if newest else ships
    return Looked(scheme, text, before, newest.number + 1 if newest else 1)


def former_category(session: Session, scheme_id: str, key: str) -> Category | None:
    """Return a category of a scheme that was the office's once, as its newest edition that has it
    says; None where nobody knows it now."""
    parts = (part for scheme in _editions(session, scheme_id) for part in scheme.categories)
    return next((part for part in parts if part.key == key), None)


def category_names(session: Session, scheme: Scheme | None) -> dict[str, str]:
    """Return key → name of every category that the office has had, ``scheme`` being its own now.

    A key that is not of this scheme is called as the office called it last.
    """
    names: dict[str, str] = {}
    ids = [*(found for _, found in kept.gone_by(session)), scheme.id if scheme else ""]
    for scheme_id in reversed(dict.fromkeys(reversed(ids))):  # once, where it was gone by last
        for edition in reversed(list(_editions(session, scheme_id))):
            names |= {part.key: f"{part.name}（原方案）" for part in edition.categories}
    return names | _names(scheme)


def category_name(session: Session, scheme: Scheme | None, meant_by: str, key: str) -> str:
    """Return what a category is called, ``scheme`` being the office's now.

    ``meant_by`` is the id of the scheme that the key is of, "" where nobody knows which.
    """
    if meant_by and (scheme is None or meant_by != scheme.id):
        former = former_category(session, meant_by, key)
        return f"{former.name if former else key}（原方案）"
    return _names(scheme).get(key) or category_names(session, scheme).get(key, key)


def require_category(scheme: Scheme, key: str) -> None:
    """Refuse what is none of the scheme's categories.

    Raises:
        DeskError: names those that can be chosen.
    """
    if key not in scheme.precedence:
        names = "、".join(found.name for found in scheme.categories)
        raise DeskError(f"方案里没有类别“{key}”。", f"可选的类别：{names}。")


def _names(scheme: Scheme | None) -> dict[str, str]:
    return {part.key: part.name for part in scheme.categories} if scheme else {}


def _editions(session: Session, scheme_id: str) -> Iterator[Scheme]:
    """Yield what an id has stood for, the newest first; what cannot be read is left out."""
    own = kept.editions(session, scheme_id)
    for row in own:
        with suppress(DeskError):
            yield _parsed(row.text, row.file)
    with suppress(DeskError):
        if not own and (text := _shipped_text(scheme_id)):
            yield _parsed(text, f"{scheme_id}.toml")


@lru_cache(maxsize=32)
def _parsed(text: str, file: str) -> Scheme:
    return parse_scheme(text, file)


def _choice(scheme_id: str, scheme: Scheme, row: SchemeFile | None = None) -> SchemeChoice:
    common = scheme_id, scheme.name, scheme.document, scheme.issued
    if row is None:
        return SchemeChoice(*common)
    return SchemeChoice(*common, row.number, row.file, row.kept_at, row.by)


def _shipped_text(scheme_id: str) -> str | None:
    files = {file.stem: file for file in _folder().glob("*.toml")}
    return _text(files[scheme_id]) if scheme_id in files else None


def _folder() -> Path:
    return paths.resources() / "schemes"


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        raise DeskError(
            f"方案文件 {file.name} 读不出来。", "请重新安装本程序，或另选一个方案。"
        ) from error
