"""Every use case of the office; :class:`Desk` is the one way in."""

from ssj_desktop.desk.desk import Desk

__all__ = ["Desk"]
