"""Rows as plain values: new, as the tables hold them, and as JSON keeps them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import literal, text
from sqlmodel import Session, SQLModel


def is_there(session: Session, model: type[SQLModel]) -> bool:
    """Return whether the file has the table.

    One of an older format has not, and is read as it is where it cannot be written.
    """
    there = text("SELECT 1 FROM sqlite_schema WHERE name = :name")
    return session.execute(there, {"name": str(model.__tablename__)}).first() is not None


def stored(session: Session, column: Any) -> Any:
    """Return a column of a model to be asked for, its default where the file's table lacks it.

    An older file that cannot be written is read as it is.
    """
    if column.name in _column_names(session, column.table.name):
        return column
    return literal(column.default.arg).label(column.name)


def columns_there(session: Session, model: type[SQLModel]) -> list[Any]:
    """Return the table's columns that the file has.

    One of an older format lacks those that came later; in its rows holds what :func:`blank` says.
    """
    there = _column_names(session, str(model.__tablename__))
    return [column for column in model.__table__.columns if column.name in there]  # type: ignore[attr-defined]


def _column_names(session: Session, table: str) -> set[str]:
    asked = text("SELECT name FROM pragma_table_info(:name)")
    return set(session.scalars(asked, {"name": table}))


def blank(model: type[SQLModel]) -> dict[str, Any]:
    """Return what a new row holds where nothing is said of it."""
    return {
        name: field.get_default(call_default_factory=True)
        for name, field in model.model_fields.items()
        if not field.is_required() and name != "id"
    }


def as_stored(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values as the tables hold them: tuples are lists there."""
    return {
        name: list(value) if isinstance(value, tuple) else value for name, value in values.items()
    }


def jsonable(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return stored values as JSON can keep them: dates are texts there."""
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in values.items()
    }


def revived(model: type[SQLModel], values: Mapping[str, Any]) -> dict[str, Any]:
    """Return what :func:`jsonable` made as the table's own types."""
    columns = model.__table__.columns  # type: ignore[attr-defined]
    return {
        name: date.fromisoformat(value)
        if value is not None and columns[name].type.python_type is date
        else value
        for name, value in values.items()
    }
