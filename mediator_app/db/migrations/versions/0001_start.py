"""The first structure: log and bookkeeping, one table per record type, the search index.

Nothing changes for anybody's data: there was none before.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

# One row per record: the number of its case, its own id, whether it is there, and its facts.
# No rule but the key: what two people may legally write at once must never fail to arrive.
# Long texts come last: what follows them in a row costs a walk through overflow pages.
RECORDS = {
    "case_file": """
        kind TEXT, subtype TEXT, subtype_text TEXT, title TEXT, source TEXT, opened_on TEXT,
        event_date JSON, region TEXT, cercle TEXT, commune TEXT, locality TEXT, risk TEXT,
        confidentiality TEXT, mediator TEXT, number TEXT, external_id TEXT, stage TEXT,
        state TEXT, state_review_on TEXT, outcome TEXT, closed_on TEXT, youth_band TEXT,
        mediability TEXT, interest_by TEXT, interest_on TEXT, retention TEXT,
        duplicates_checked BOOLEAN, earlier_accords_searched BOOLEAN,
        absent_actors_reviewed BOOLEAN, place_id TEXT, names_hidden BOOLEAN, summary TEXT,
        state_reason TEXT, outcome_reason TEXT, mediability_reason TEXT, interest_text TEXT,
        safety_plan TEXT, ground_rules TEXT, unheard_reason TEXT, feedback_reason TEXT
    """,
    "stage_move": """
        "before" TEXT, "after" TEXT, moved_on TEXT, moved_by TEXT, rank INTEGER, "key" TEXT,
        override TEXT, unmet TEXT
    """,
    "approval": """
        what TEXT, approved_by TEXT, approved_on TEXT, how TEXT, rank INTEGER, "key" TEXT,
        reason TEXT
    """,
    "prior_step": """
        "before" TEXT, held_on JSON, number TEXT, rank INTEGER, "key" TEXT, result TEXT
    """,
    "feedback": """
        side TEXT, question TEXT, rank INTEGER, "key" TEXT, answer TEXT
    """,
    "document": """
        name TEXT, mime TEXT, sha256 TEXT, consent TEXT, party BLOB, rank INTEGER, "key" TEXT,
        caption TEXT
    """,
    "task": """
        due TEXT, done_on TEXT, rank INTEGER, "key" TEXT, text TEXT
    """,
    "note": """
        noted_on TEXT, author TEXT, replaces BLOB, rank INTEGER, "key" TEXT, text TEXT
    """,
    "party": """
        type TEXT, name TEXT, role TEXT, side TEXT, sex TEXT, birth_year INTEGER, phone TEXT,
        community TEXT, size INTEGER, representative BLOB, reachable TEXT, sector TEXT,
        level TEXT, influence TEXT, aliases JSON, rank INTEGER, "key" TEXT, interest TEXT
    """,
    "mandate": """
        party BLOB, given_by TEXT, given_on TEXT, valid_until TEXT, scope TEXT, proof TEXT
    """,
    "consent": """
        party BLOB, given_on TEXT, form TEXT, purposes JSON, withdrawn_on TEXT, rank INTEGER,
        "key" TEXT
    """,
    "relationship": """
        first BLOB, second BLOB, type TEXT, since TEXT, rank INTEGER, "key" TEXT
    """,
    "absent_actor": """
        who TEXT, rank INTEGER, "key" TEXT, why TEXT, "plan" TEXT
    """,
    "meeting": """
        type TEXT, held_on TEXT, state TEXT, place_text TEXT, place_neutral BOOLEAN,
        place_safe BOOLEAN, languages JSON, interpreter TEXT, facilitators JSON, women INTEGER,
        men INTEGER, young_women INTEGER, young_men INTEGER, resource_persons JSON, next_on TEXT,
        rank INTEGER, "key" TEXT, quota_reason TEXT, summary TEXT, decisions TEXT
    """,
    "attendance": """
        meeting BLOB, party BLOB, status TEXT
    """,
    "head_count": """
        meeting BLOB, side TEXT, women INTEGER, men INTEGER, young_women INTEGER,
        young_men INTEGER
    """,
    "issue": """
        position TEXT, rank INTEGER, "key" TEXT, text TEXT
    """,
    "agreement": """
        type TEXT, signed_on TEXT, place_text TEXT, number TEXT, paper_kept_at TEXT,
        handed_to_committee BOOLEAN, supersedes TEXT
    """,
    "clause": """
        agreement BLOB, responsible BLOB, due TEXT, amount_fcfa INTEGER, place_text TEXT,
        rank INTEGER, "key" TEXT, text TEXT, verified_by TEXT
    """,
    "signatory": """
        agreement BLOB, party BLOB, manner TEXT
    """,
    "witness": """
        agreement BLOB, name TEXT, rank INTEGER
    """,
    "committee_member": """
        agreement BLOB, name TEXT, sex TEXT, young BOOLEAN, side TEXT, community TEXT,
        rank INTEGER, "key" TEXT
    """,
    "read_aloud": """
        agreement BLOB, language TEXT, read_by TEXT, rank INTEGER, "key" TEXT
    """,
    "visit": """
        due TEXT, held_on TEXT, kind TEXT, months INTEGER, agreement_status TEXT, rank INTEGER,
        "key" TEXT, note TEXT
    """,
    "clause_check": """
        visit BLOB, clause BLOB, side TEXT, status TEXT, evidence TEXT
    """,
    "side_status": """
        visit BLOB, side TEXT, agreement_status TEXT
    """,
    "referral": """
        referred_to TEXT, service TEXT, made_on TEXT, status TEXT, rank INTEGER, "key" TEXT
    """,
    "incident": """
        happened_on JSON, type TEXT, type_text TEXT, dead INTEGER, injured INTEGER,
        displaced INTEGER, source_reliability TEXT, credibility TEXT, place_text TEXT,
        reopens BOOLEAN, settled_on JSON, rank INTEGER, "key" TEXT, second_source TEXT, text TEXT
    """,
    "land": """
        resource TEXT, area_ha INTEGER, area_local TEXT, right_basis TEXT, right_holder TEXT,
        evidence JSON, season TEXT, corridor_name TEXT, corridor_width_m INTEGER,
        corridor_obstacle TEXT, corridor_marking TEXT, in_court BOOLEAN, people_depending INTEGER,
        women_rights_affected BOOLEAN
    """,
    "damage": """
        happened_on JSON, crop TEXT, area_ha INTEGER, animals TEXT, estimated_by TEXT,
        asked_fcfa INTEGER, agreed_fcfa INTEGER, paid_fcfa INTEGER, rank INTEGER, "key" TEXT
    """,
    "communities": """
        villages JSON, houses_burnt INTEGER, granaries_burnt INTEGER, cattle_stolen INTEGER,
        cattle_returned INTEGER, armed_actors JSON, truce_since TEXT, truce_until TEXT,
        authorities_informed JSON, womens_initiative BOOLEAN, ceremony_on TEXT, access_level TEXT,
        "trigger" TEXT
    """,
    "community_count": """
        community TEXT, sex TEXT, dead INTEGER, injured INTEGER, missing INTEGER,
        abducted INTEGER, displaced INTEGER, returned INTEGER, rank INTEGER, "key" TEXT
    """,
    "embargo": """
        what TEXT, since JSON, lifted_on TEXT, rank INTEGER, "key" TEXT
    """,
    "earlier_accord": """
        made_on JSON, rank INTEGER, "key" TEXT, text TEXT, fate TEXT
    """,
    "reintegration": """
        alias TEXT, age_band TEXT, status TEXT, detention_place TEXT, detention_from TEXT,
        detention_to TEXT, pretrial_months INTEGER, charge_family TEXT, armed_link TEXT,
        ddr_registered BOOLEAN, birth_certificate TEXT, birth_certificate_on TEXT,
        birth_certificate_fcfa INTEGER, identity_card TEXT, schooling TEXT, mentor BLOB,
        mentor_since TEXT, mentor_visits INTEGER, returned_on TEXT, minor_referred BOOLEAN,
        threats TEXT, reparation TEXT, promise TEXT
    """,
    "training": """
        trade TEXT, centre TEXT, started_on TEXT, ended_on TEXT, certificate BOOLEAN, kit BOOLEAN,
        rank INTEGER, "key" TEXT
    """,
    "occupation": """
        months INTEGER, what TEXT, rank INTEGER, "key" TEXT
    """,
    "acceptance": """
        circle TEXT, said_on TEXT, score INTEGER, said_by TEXT, rank INTEGER, "key" TEXT
    """,
    "relapse": """
        months INTEGER, what TEXT, source TEXT, reliability TEXT, rank INTEGER, "key" TEXT
    """,
    "place_memory": """
        place TEXT, place_id TEXT, since JSON, text TEXT
    """,
    "actor": """
        name TEXT, place TEXT, sector TEXT, level TEXT, reachable TEXT, wanted BOOLEAN,
        "plan" TEXT
    """,
    "list_entry": """
        list_name TEXT, language TEXT, position INTEGER, text TEXT
    """,
    "same_person": """
        first_case BLOB, first BLOB, second_case BLOB, second BLOB, reason TEXT
    """,
    "trip": """
        destination TEXT, leaves_on TEXT, back_on TEXT, returned_on TEXT, contact TEXT, note TEXT
    """,
    "saved_filter": """
        name TEXT, "query" TEXT
    """,
}

INDEXES = (
    "CREATE INDEX case_file_external_id ON case_file (external_id)",
    (
        "CREATE INDEX case_file_list ON case_file ("
        "opened_on, case_no, alive, kind, stage, state, risk, mediator, closed_on, "
        "region, cercle)"
    ),
    "CREATE INDEX case_file_number ON case_file (number)",
    "CREATE INDEX case_file_title ON case_file (title)",
    "CREATE INDEX task_due ON task (due) WHERE done_on IS NULL",
    "CREATE INDEX meeting_held_on ON meeting (held_on) WHERE held_on IS NOT NULL",
    "CREATE INDEX clause_due ON clause (due) WHERE due IS NOT NULL",
    "CREATE INDEX visit_due ON visit (due) WHERE held_on IS NULL",
    "CREATE INDEX unit_changed ON unit (last_wall, case_no)",
)
BOOKKEEPING = ("unit", "stream", "changeset", "ent", "conflict", "quarantine", "meta", "draft")


def upgrade() -> None:
    _bookkeeping()
    for name, facts in RECORDS.items():
        op.execute(
            f"CREATE TABLE {name} (case_no INTEGER NOT NULL, eid BLOB NOT NULL, alive INTEGER, {facts},"
            " PRIMARY KEY (case_no, eid)) WITHOUT ROWID"
        )
    for index in INDEXES:
        op.execute(index)
    op.execute(
        "CREATE VIRTUAL TABLE search USING fts5("
        "folded, content='', contentless_delete=1, detail=none, prefix='1 2 3',"
        " tokenize='unicode61')"
    )


def downgrade() -> None:
    op.execute("DROP TABLE search")
    for name in RECORDS:
        op.drop_table(name)
    for name in BOOKKEEPING:
        op.drop_table(name)


def _bookkeeping() -> None:
    op.create_table(
        "unit",
        sa.Column("case_no", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.LargeBinary(), nullable=False),
        sa.Column("kind", sa.Integer(), nullable=False),
        sa.Column("lamport", sa.Integer(), nullable=False),
        sa.Column("last_wall", sa.Integer(), nullable=False),
        sa.Column("last_quality", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("case_no"),
        sa.UniqueConstraint("unit_id", name="unit_known_once"),
    )
    op.create_table(
        "stream",
        sa.Column("stream_no", sa.Integer(), nullable=False),
        sa.Column("stream_id", sa.LargeBinary(), nullable=False),
        sa.Column("device_id", sa.LargeBinary()),
        sa.Column("sign_key", sa.LargeBinary()),
        sa.Column("opened", sa.LargeBinary()),
        sa.PrimaryKeyConstraint("stream_no"),
        sa.UniqueConstraint("stream_id", name="stream_known_once"),
    )
    op.create_table(
        "changeset",
        sa.Column("lid", sa.Integer(), nullable=False),
        sa.Column("cs_id", sa.LargeBinary(), nullable=False),
        sa.Column("case_no", sa.Integer(), nullable=False),
        sa.Column("stream_no", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("lamport", sa.Integer(), nullable=False),
        sa.Column("wall", sa.Integer(), nullable=False),
        sa.Column("clockq", sa.Integer(), nullable=False),
        sa.Column("state", sa.Integer(), nullable=False),
        sa.Column("header", sa.LargeBinary(), nullable=False),
        sa.Column("sig", sa.LargeBinary(), nullable=False),
        sa.Column("body", sa.LargeBinary()),
        sa.PrimaryKeyConstraint("lid"),
        sa.UniqueConstraint("cs_id", name="changeset_known_once"),
    )
    op.create_index("changeset_stream", "changeset", ["case_no", "stream_no", "seq"])
    op.create_table(
        "ent",
        sa.Column("case_no", sa.Integer(), nullable=False),
        sa.Column("eid", sa.LargeBinary(), nullable=False),
        sa.Column("etype", sa.Integer(), nullable=False),
        sa.Column("flags", sa.Integer(), nullable=False),
        sa.Column("lid", sa.Integer()),
        sa.Column("mask", sa.Integer()),
        sa.Column("more", sa.LargeBinary()),
        sa.PrimaryKeyConstraint("case_no", "eid"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "conflict",
        sa.Column("case_no", sa.Integer(), nullable=False),
        sa.Column("eid", sa.LargeBinary(), nullable=False),
        sa.Column("field", sa.Integer(), nullable=False),
        sa.Column("n_distinct", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("case_no", "eid", "field"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "quarantine",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("source", sa.LargeBinary(), nullable=False),
        sa.Column("bytes", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "meta",
        sa.Column("k", sa.Text(), nullable=False),
        sa.Column("v", sa.LargeBinary()),
        sa.PrimaryKeyConstraint("k"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "draft",
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("case_no", sa.Integer()),
        sa.Column("eid", sa.LargeBinary()),
        sa.Column("etype", sa.Integer()),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("saved_at", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("place"),
    )
