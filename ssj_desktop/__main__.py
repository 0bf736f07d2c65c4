"""``python -m ssj_desktop`` and the installed command ``ssj-desktop``."""

import multiprocessing
import sys


def main() -> int:
    """Run the command line.

    A reading worker starts by importing this module anew: nothing heavy may stand above.
    """
    multiprocessing.freeze_support()
    from ssj_desktop import cli

    return cli.main()


if __name__ == "__main__":
    sys.exit(main())
