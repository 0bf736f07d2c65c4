"""The made-up county's clock."""

from datetime import datetime, timedelta


class Watch:
    """A clock that is set by hand and moves on by a second whenever it is read."""

    def __init__(self, start: datetime) -> None:
        self._now = start

    def __call__(self) -> datetime:
        self._now += timedelta(seconds=1)
        return self._now

    def set(self, moment: datetime) -> None:
        """Set the clock."""
        self._now = moment

    def wait(self, minutes: int) -> None:
        """Let so many minutes pass."""
        self._now += timedelta(minutes=minutes)
