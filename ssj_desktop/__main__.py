"""``python -m ssj_desktop`` and the installed command ``ssj-desktop``."""

import multiprocessing
import os
import sys
from pathlib import Path


def main() -> int:
    """Run the command line.

    A reading worker starts by importing this module anew: nothing heavy may stand above.
    """
    multiprocessing.freeze_support()
    if sys.stdout is None:  # a window's program on Windows has none, and prints all the same
        sys.stdout = sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
    from ssj_desktop import cli

    return cli.main()


if __name__ == "__main__":
    sys.exit(main())
