"""The made-up county: a whole quarter through the very verbs that the window calls."""

from ssj_desktop.demo.quarter import make, run

__all__ = ["make", "run"]
