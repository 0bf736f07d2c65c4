"""``python -m ssj_desktop`` and the installed command ``ssj-desktop``."""

import sys

from ssj_desktop.cli import main

if __name__ == "__main__":
    sys.exit(main())
