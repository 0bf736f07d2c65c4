"""The made-up county: a whole quarter through the very verbs that the window calls."""

from ssj_desktop.demo.quarter import make

__all__ = ["make"]
