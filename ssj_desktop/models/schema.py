"""How a data file comes to have its tables: ordered migrations, each whole or not at all."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, UniqueConstraint
from sqlmodel import SQLModel

from ssj_desktop.models import (
    calendar,
    campaign,
    catalogue,
    classes,
    exclusion,
    journal,
    lottery,
    plan,
    record,
    roster,
    scheme,
    visits,
)

APPLICATION_ID = 0x53534A31  # "SSJ1"
_TABLES = roster.Target.metadata.tables


@dataclass(frozen=True)
class Migration:
    """A step to ``version``; ``apply`` runs inside one transaction of its own."""

    version: int
    apply: Callable[[Connection], None]


_FIELD: tuple[type[SQLModel], ...] = (
    record.SiteRecord,
    record.RecordPrint,
    record.RecordSigning,
    record.Scan,
    record.RecordFinding,
    record.Filing,
)
_CLASSES: tuple[type[SQLModel], ...] = (classes.TargetOverride, *classes.APPEND_ONLY)
_CAMPAIGNS: tuple[type[SQLModel], ...] = (campaign.Campaign, *campaign.APPEND_ONLY)
_EXCLUSIONS: tuple[type[SQLModel], ...] = (exclusion.TargetExclusion, exclusion.VisitCapRow)
_KEPT_WHOLE: tuple[type[SQLModel], ...] = (catalogue.ItemCatalogue, *scheme.APPEND_ONLY)
_SIXTH = (*_CAMPAIGNS, *_EXCLUSIONS, *_KEPT_WHOLE)
_LATER: tuple[type[SQLModel], ...] = (
    *_FIELD,
    calendar.CalendarDay,
    *_CLASSES,
    plan.YearPlanRow,
    *_SIXTH,
)


def _baseline(connection: Connection) -> None:
    # The metadata knows the tables of all the modules imported here, later steps' too.
    later = {str(model.__tablename__) for model in _LATER}
    _create(
        connection,
        [table for name, table in _TABLES.items() if name not in later],
        (*lottery.APPEND_ONLY, *plan.APPEND_ONLY, journal.JournalEntry),
    )
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")


def _field_records(connection: Connection) -> None:
    _create(connection, _tables(_FIELD), record.APPEND_ONLY)
    _keep(connection, record.KEPT, record.PARTLY_EDITED)


def _calendar(connection: Connection) -> None:
    _create(connection, _tables((calendar.CalendarDay,)), ())


def _classes(connection: Connection) -> None:
    _create(connection, _tables(_CLASSES), classes.APPEND_ONLY)
    _keep(connection, (classes.TargetOverride,), classes.LIFTED_ONLY)


def _year_plans(connection: Connection) -> None:
    _create(connection, _tables((plan.YearPlanRow,)), (plan.YearPlanRow,))


def _campaigns(connection: Connection) -> None:
    _create(connection, _tables(_CAMPAIGNS), campaign.APPEND_ONLY)
    [table] = _tables((campaign.Campaign,))
    for statement in (*campaign.CALLED_OFF_ONLY, *append_only(table, ())):
        connection.exec_driver_sql(statement)


def _exclusions(connection: Connection) -> None:
    _create(connection, _tables(_EXCLUSIONS), ())
    _keep(connection, (exclusion.TargetExclusion,), exclusion.LIFTED_ONLY)


def _adoption(connection: Connection) -> None:
    """What an office needs that begins in mid-year, and what its plan has beside the quarters."""
    _campaigns(connection)
    _exclusions(connection)
    _create(connection, _tables(_KEPT_WHOLE), _KEPT_WHOLE)
    for model in (roster.Visit, roster.CheckItem):
        _add_columns(connection, model)
    visits.name_schemes(connection)


def _add_columns(connection: Connection, model: type[SQLModel]) -> None:
    """Give an older file's table the columns that it lacks; one that begins here has them all."""
    [table] = _tables((model,))
    asked = connection.exec_driver_sql(f"SELECT name FROM pragma_table_info('{table.name}')")
    there = set(asked.scalars())
    for column in (column for column in table.columns if column.name not in there):
        kind = column.type.compile(connection.dialect)
        empty = "" if column.nullable else " NOT NULL DEFAULT ''"
        connection.exec_driver_sql(
            f"ALTER TABLE {table.name} ADD COLUMN {column.name} {kind}{empty}"
        )


def _tables(models: Sequence[type[SQLModel]]) -> list[Table]:
    return [_TABLES[str(model.__tablename__)] for model in models]


def _create(connection: Connection, tables: list[Table], guarded: Sequence[type[SQLModel]]) -> None:
    """Create tables, and the triggers that keep some of them as they were written."""
    roster.Target.metadata.create_all(connection, tables)
    for model in guarded:
        for statement in append_only(_TABLES[str(model.__tablename__)]):
            connection.exec_driver_sql(statement)


def _keep(
    connection: Connection, models: Sequence[type[SQLModel]], triggers: Sequence[str]
) -> None:
    """Have no row of ``models`` deleted or replaced; ``triggers`` say what may change in one."""
    for table in _tables(models):
        for statement in append_only(table, ("DELETE",)):
            connection.exec_driver_sql(statement)
    for statement in triggers:
        connection.exec_driver_sql(statement)


def append_only(table: Table, verbs: Sequence[str] = ("UPDATE", "DELETE")) -> Iterator[str]:
    """Yield the triggers that refuse ``verbs`` and any INSERT that would replace a row.

    REPLACE deletes the row in its way without firing a DELETE trigger unless the connection
    asks for recursive triggers, and another program's would not: hence a guard on every key.
    """
    name = table.name
    for verb in verbs:
        yield (
            f"CREATE TRIGGER {name}_no_{verb.lower()} BEFORE {verb} ON {name} "
            f"BEGIN SELECT RAISE(ABORT, '{name} is append-only'); END"
        )
    keys = [[column.name for column in table.primary_key]]
    keys += [
        [column.name for column in constraint.columns]
        for constraint in table.constraints
        if isinstance(constraint, UniqueConstraint)
    ]
    keys += [[column.name] for column in table.columns if column.unique]
    keys += [[column.name for column in index.columns] for index in table.indexes if index.unique]
    for key in sorted({tuple(key) for key in keys}):
        match = " AND ".join(f"{column} = NEW.{column}" for column in key)
        yield (
            f"CREATE TRIGGER {name}_guard_{'_'.join(key)} BEFORE INSERT ON {name} "
            f"WHEN EXISTS (SELECT 1 FROM {name} WHERE {match}) "
            f"BEGIN SELECT RAISE(ABORT, '{name} is append-only'); END"
        )


MIGRATIONS: tuple[Migration, ...] = (
    Migration(1, _baseline),
    Migration(2, _field_records),
    Migration(3, _calendar),
    Migration(4, _classes),
    Migration(5, _year_plans),
    Migration(6, _adoption),
)


def stamp_of(link: Any) -> tuple[int, int]:
    """Return an open database's (driver's connection) application_id and user_version.

    Both are 0 for an empty file.
    """
    names = ("application_id", "user_version")
    application, version = (link.execute(f"PRAGMA {name}").fetchone()[0] for name in names)
    return application, version


def pending(version: int, migrations: Sequence[Migration] = MIGRATIONS) -> list[Migration]:
    """Return the steps a file of ``version`` still needs, in order."""
    return [step for step in migrations if step.version > version]


def migrate(connection: Connection, step: Migration) -> None:
    """Apply one step and its version number; the caller's transaction makes them one."""
    step.apply(connection)
    connection.exec_driver_sql(f"PRAGMA user_version = {step.version}")
