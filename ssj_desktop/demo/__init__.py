"""The made-up county: a whole quarter through the very verbs that the window calls."""

from ssj_desktop.demo.quarter import QUARTER, make

__all__ = ["QUARTER", "make"]
