from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory

from mediator_app.core.environment import Environment
from mediator_app.core.records.registry import record_types
from mediator_app.core.records.spec import Storage
from mediator_app.db import backup, migrate
from mediator_app.db.engine import Database
from mediator_app.db.errors import DatabaseTooNew, UpgradeRefused
from mediator_app.db.tables.bookkeeping import bookkeeping
from mediator_app.db.tables.projected import metadata
from tests.db.conftest import KEY, SALT

REVISIONS = [s.revision for s in ScriptDirectory(migrate.SCRIPTS).walk_revisions()][::-1]

# A step as somebody may write one day: it rebuilds a parent, and may fail at its end.
STEP = """
import sqlalchemy as sa
from alembic import op

revision = "9001"
down_revision = "{before}"


def upgrade():
    op.create_table("half", sa.Column("id", sa.Integer(), primary_key=True))
    with op.batch_alter_table("meta", recreate="always") as batch:
        batch.add_column(sa.Column("extra", sa.Text()))
    {end}


def downgrade():
    with op.batch_alter_table("meta", recreate="always") as batch:
        batch.drop_column("extra")
    op.drop_table("half")
"""


def schema(database: Database) -> dict[str, str]:
    query = (
        "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name != 'alembic_version'"
    )
    with database.read() as connection:
        return {name: " ".join(sql.split()) for name, sql in connection.execute(sa.text(query))}


def upgrade(database: Database, environment: Environment, to: str = "head") -> backup.Backup | None:
    return migrate.upgrade(
        database, backups=database.path.parent / "backups", environment=environment, to=to
    )


@pytest.fixture
def later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The scripts with one step more, as a later version of the program has them."""
    scripts = tmp_path / "scripts%20of later"
    shutil.copytree(migrate.SCRIPTS, scripts, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(migrate, "SCRIPTS", scripts)
    monkeypatch.setattr(migrate, "HEAD", "9001")
    return scripts / "versions" / "9001_later.py"


def write_step(later: Path, end: str = "pass") -> None:
    later.write_text(STEP.format(before=REVISIONS[-1], end=end))


def test_the_constant_names_the_newest_step() -> None:
    assert REVISIONS[-1] == migrate.HEAD


def test_the_upgraded_file_is_what_the_tables_say(database: Database) -> None:
    described = [metadata(), bookkeeping]
    assert sum(len(tables.tables) for tables in described) > 50
    with database.read() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "compare_type": True,
                "compare_server_default": True,
                "include_name": lambda name, kind, _parents: (
                    not (kind == "table" and str(name).startswith("search"))
                ),
            },
        )
        assert compare_metadata(context, described) == []


def test_a_projected_table_has_the_columns_of_its_record_type(database: Database) -> None:
    types = {
        Storage.TEXT: "TEXT",
        Storage.INTEGER: "INTEGER",
        Storage.BOOLEAN: "BOOLEAN",
        Storage.LIST: "JSON",
        Storage.BYTES: "BLOB",
    }
    key = {"case_no": "INTEGER", "eid": "BLOB", "alive": "INTEGER"}
    with database.read() as connection:
        for record in record_types():
            spec = record.spec()
            found = connection.exec_driver_sql(f"PRAGMA table_info({spec.name})").all()
            facts = {field.name: types[field.storage] for field in spec.fields}
            assert {row.name: row.type for row in found} == key | facts


def test_a_projected_table_has_no_rule_but_its_key(database: Database) -> None:
    with database.read() as connection:
        inspector = sa.inspect(connection)
        for record in record_types():
            table = record.NAME
            info = connection.exec_driver_sql(f"PRAGMA table_info({table})").all()
            assert {row.name for row in info if row.notnull} == {"case_no", "eid"}
            assert [row.name for row in info if row.dflt_value is not None] == []
            assert inspector.get_pk_constraint(table)["constrained_columns"] == ["case_no", "eid"]
            assert inspector.get_foreign_keys(table) == []
            assert inspector.get_check_constraints(table) == []
            assert [i["name"] for i in inspector.get_indexes(table) if i["unique"]] == []
            assert "WITHOUT ROWID" in schema_of(connection, table)


def schema_of(connection: sa.Connection, table: str) -> str:
    query = sa.text("SELECT sql FROM sqlite_master WHERE name = :table")
    return str(connection.execute(query, {"table": table}).scalar_one())


@pytest.mark.parametrize("step", range(len(REVISIONS)), ids=REVISIONS)
def test_each_step_can_be_undone(empty: Database, environment: Environment, step: int) -> None:
    earlier = REVISIONS[step - 1] if step else "base"
    if step:
        upgrade(empty, environment, earlier)
    before = schema(empty)
    upgrade(empty, environment, REVISIONS[step])
    assert schema(empty) != before, "the step changed nothing, so this test would prove nothing"
    migrate.downgrade(empty, to=earlier)
    assert schema(empty) == before


def test_a_new_file_needs_no_backup(empty: Database, environment: Environment) -> None:
    assert migrate.revision_of(empty) is None
    assert upgrade(empty, environment) is None
    assert migrate.is_current(empty)
    assert not (empty.path.parent / "backups").exists()


def test_an_up_to_date_file_is_left_alone(database: Database, environment: Environment) -> None:
    before = database.path.read_bytes()
    assert upgrade(database, environment) is None
    database.dispose()
    assert database.path.read_bytes() == before
    assert not (database.path.parent / "backups").exists()


def test_an_up_to_date_file_does_not_load_alembic(database: Database) -> None:
    program = (
        "import sys; from pathlib import Path; from mediator_app.db import migrate\n"
        "from mediator_app.db.engine import Database\n"
        "database = Database(Path(sys.argv[1]), bytes(range(32)), bytes(range(16)))\n"
        "assert migrate.is_current(database)\n"
        "heavy = {'alembic', 'mako', 'sqlmodel', 'pydantic'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program, str(database.path)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout == "[]\n"


def test_an_upgrade_keeps_the_file_as_it_was_in_a_backup(
    database: Database, environment: Environment, later: Path
) -> None:
    write_step(later)
    with database.write() as connection:
        connection.execute(sa.text("INSERT INTO meta (k, v) VALUES ('who', 'Aminata')"))
    before = schema(database)
    made = upgrade(database, environment)
    assert made is not None
    assert schema(database) != before
    copy = database.sibling(made.path)
    assert schema(copy) == before
    with copy.read() as connection:
        assert connection.execute(sa.text("SELECT v FROM meta")).scalar_one() == "Aminata"
    copy.dispose()
    with database.read() as connection:
        assert connection.execute(sa.text("SELECT v FROM meta")).scalar_one() == "Aminata"


def test_a_step_that_fails_leaves_the_file_as_it_was(
    database: Database, environment: Environment, later: Path
) -> None:
    write_step(later, end="raise ZeroDivisionError")
    before = schema(database)
    with pytest.raises(ZeroDivisionError):
        upgrade(database, environment)
    assert schema(database) == before
    assert migrate.revision_of(database) == REVISIONS[-1]
    write_step(later)
    assert upgrade(database, environment) is not None
    assert "half" in schema(database)


def test_a_step_that_leaves_rows_pointing_at_nothing_is_undone(
    database: Database, environment: Environment, later: Path
) -> None:
    with database.write() as connection:
        connection.execute(sa.text("CREATE TABLE parent (id INTEGER PRIMARY KEY)"))
        connection.execute(sa.text("CREATE TABLE child (id INTEGER REFERENCES parent)"))
        connection.execute(sa.text("INSERT INTO parent VALUES (1)"))
        connection.execute(sa.text("INSERT INTO child VALUES (1)"))
    write_step(later, end='op.execute("DELETE FROM parent")')
    before = schema(database)
    with pytest.raises(UpgradeRefused):
        upgrade(database, environment)
    assert schema(database) == before


def test_a_parent_is_rebuilt_without_losing_its_children(database: Database) -> None:
    with database.write() as connection:
        connection.execute(sa.text("CREATE TABLE parent (id INTEGER PRIMARY KEY, name TEXT)"))
        connection.execute(
            sa.text("CREATE TABLE child (id INTEGER REFERENCES parent ON DELETE CASCADE)")
        )
        connection.execute(sa.text("INSERT INTO parent VALUES (1, 'a')"))
        connection.execute(sa.text("INSERT INTO child VALUES (1)"))
    left = []
    for opened in (database.restructure, database.write):
        with opened() as connection:
            operations = Operations(MigrationContext.configure(connection))
            with operations.batch_alter_table("parent", recreate="always") as batch:
                batch.alter_column("name", existing_type=sa.Text(), nullable=True)
            left.append(connection.execute(sa.text("SELECT count(*) FROM child")).scalar_one())
    assert left == [1, 0], "kept, and the trap is still there for those who do not restructure"


def test_a_file_of_a_newer_version_is_refused_and_not_touched(
    database: Database, environment: Environment
) -> None:
    with database.write() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    database.dispose()
    before = database.path.read_bytes()
    with pytest.raises(DatabaseTooNew) as told:
        upgrade(database, environment)
    assert "newer version" in str(told.value)
    database.dispose()
    assert database.path.read_bytes() == before
    assert not (database.path.parent / "backups").exists()


def test_a_second_program_finds_the_upgrade_done(
    database: Database, environment: Environment, later: Path
) -> None:
    write_step(later)
    second = Database(database.path, KEY, SALT)
    assert migrate.revision_of(second) == REVISIONS[-1]
    assert upgrade(database, environment) is not None
    assert upgrade(second, environment) is None
    assert migrate.revision_of(second) == "9001"
    second.dispose()


def test_steps_import_nothing_of_ours() -> None:
    steps = list((migrate.SCRIPTS / "versions").glob("*.py"))
    assert steps
    for path in [*steps, migrate.SCRIPTS / "env.py"]:
        assert "mediator_app" not in path.read_text()


def test_every_case_of_an_older_file_waits_to_be_searchable(
    empty: Database, environment: Environment
) -> None:
    """The casework made the index anew: what stood in the old one must be put there again."""
    upgrade(empty, environment, to="0001")
    with empty.write() as connection:
        for number in (1, 2):
            connection.execute(
                sa.text(
                    "INSERT INTO unit (case_no, unit_id, kind, lamport, last_wall, last_quality)"
                    " VALUES (:no, :id, 1, 1, 1, 1)"
                ),
                {"no": number, "id": bytes([number]) * 16},
            )
    assert upgrade(empty, environment) is not None
    with empty.read() as connection:
        waiting = connection.execute(sa.text("SELECT case_no FROM unindexed")).scalars().all()
    assert waiting == [1, 2]
