"""常用语: what the program ships to begin a narrative with (resources/phrases)."""

import tomllib

from ssj_desktop import paths
from ssj_desktop.errors import DeskError
from ssj_desktop.facts.phrase import Phrase


class Phrases:
    """The same for every office; an office's own edits of the file are taken as they are."""

    @staticmethod
    def all() -> tuple[Phrase, ...]:
        """Return the phrases in the order of their files.

        Raises:
            DeskError: a file is spoilt; it is named.
        """
        found: list[Phrase] = []
        for file in sorted((paths.resources() / "phrases").glob("*.toml")):
            try:
                groups = tomllib.loads(file.read_text(encoding="utf-8"))["groups"]
                found += [
                    Phrase(str(group["name"]), str(text))
                    for group in groups
                    for text in group["phrases"]
                ]
            except (OSError, ValueError, KeyError, TypeError) as error:
                raise DeskError(
                    f"常用语文件“{file.name}”读不出来：{error}。",
                    "请照原来的格式改回，或重新安装本程序。",
                ) from error
        return tuple(found)
