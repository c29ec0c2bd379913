"""The whole casework: more facts of a case, new records, and the index newest first.

Nothing changes for anybody's data: every column is new and empty. The search index is emptied;
it is filled again when the profile is opened. `chunk` holds the sealed content of documents.
"""

from alembic import op

revision = "0002"
down_revision = "0001"

NEW = {
    "handover": """
        given_by TEXT, given_to TEXT, handed_on TEXT, consent_checked BOOLEAN, rank
        INTEGER, "key" TEXT, reason TEXT
    """,
    "access": """
        what TEXT, done_by TEXT, done_on TEXT, rank INTEGER, "key" TEXT, reason TEXT
    """,
    "consent_override": """
        party BLOB, purpose TEXT, decided_by TEXT, decided_on TEXT, rank INTEGER, "key"
        TEXT, reason TEXT
    """,
    "stance": """
        issue BLOB, side TEXT, meeting BLOB, text TEXT
    """,
    "boundary_mark": """
        name TEXT, what TEXT, place_text TEXT, state TEXT, set_on TEXT, rank INTEGER,
        "key" TEXT, remarks TEXT
    """,
    "mentor_visit": """
        visited_on TEXT, mentor BLOB, rank INTEGER, "key" TEXT, remarks TEXT
    """,
    "office_setting": """
        name TEXT, value TEXT
    """,
    "seasonal_date": """
        what TEXT, corridor TEXT, place TEXT, place_id TEXT, first_on TEXT, last_on TEXT,
        days_before INTEGER, remarks TEXT
    """,
    "cohesion_sheet": """
        place TEXT, place_id TEXT, asked_on TEXT, asked_by TEXT, "group" TEXT, other_group
        TEXT, sex TEXT, asked INTEGER, school INTEGER, grazing INTEGER, market INTEGER,
        wedding INTEGER, work INTEGER, remarks TEXT
    """,
}
ADDED = {
    "case_file": """
        risk_process TEXT, risk_mediator TEXT, not_alone TEXT, oral_promises TEXT,
        sensitivities TEXT
    """,
    "approval": """
        requested_on TEXT, requested_by TEXT, decision TEXT
    """,
    "prior_step": """
        forum TEXT
    """,
    "feedback": """
        question_code TEXT, score TEXT, months INTEGER, sex TEXT, said_on TEXT
    """,
    "document": """
        kind TEXT, taken_on TEXT, size INTEGER, about BLOB, content_key TEXT, chunks JSON,
        thumbnail TEXT
    """,
    "task": """
        assigned_to TEXT, remind_on TEXT, note TEXT, origin TEXT
    """,
    "party": """
        part_of BLOB, village TEXT, livelihood TEXT, wanted BOOLEAN, "plan" TEXT,
        code_number INTEGER
    """,
    "mandate": """
        given_to BLOB, withdrawn_on TEXT, document BLOB
    """,
    "consent": """
        language TEXT, witnessed_by TEXT, remarks TEXT, document BLOB
    """,
    "relationship": """
        until TEXT, remarks TEXT
    """,
    "absent_actor": """
        party BLOB, done_on TEXT
    """,
    "meeting": """
        time_text TEXT, security_cleared BOOLEAN, rules_accepted BOOLEAN
    """,
    "issue": """
        remarks TEXT
    """,
    "agreement": """
        replaces BLOB, version INTEGER, paper_photo BLOB, sanctions TEXT, absent_discussed
        BOOLEAN, "key" TEXT
    """,
    "clause": """
        library_code TEXT, receiver BLOB, paid_fcfa INTEGER
    """,
    "signatory": """
        signed_by TEXT
    """,
    "visit": """
        visited_by TEXT
    """,
    "clause_check": """
        document BLOB
    """,
    "referral": """
        party BLOB, reason TEXT, contact TEXT, answered_on TEXT, result TEXT, slip_number
        TEXT
    """,
    "incident": """
        severity TEXT, state TEXT, region TEXT, cercle TEXT, commune TEXT, locality TEXT,
        place_id TEXT, reported_on TEXT, reported_by TEXT, answer TEXT, answered_on TEXT,
        cases JSON, external_id TEXT, latitude INTEGER, longitude INTEGER,
        against_mediator BOOLEAN, actors TEXT
    """,
    "land": """
        resource_kind TEXT, right_kind TEXT, violence TEXT, court_number TEXT, descent
        JSON, herd_return JSON, release JSON, harvest JSON
    """,
    "damage": """
        crop_stage TEXT, animals_count INTEGER, herder TEXT, estimated_fcfa INTEGER,
        paid_on TEXT
    """,
    "communities": """
        rumours TEXT, escort BOOLEAN, go_betweens JSON, needs TEXT, authorities_note TEXT,
        truce_broken_on TEXT, intra_done TEXT
    """,
    "embargo": """
        kind TEXT, remarks TEXT
    """,
    "reintegration": """
        birth_requested_on TEXT, judgment_on TEXT, judgment_fcfa INTEGER, card_on TEXT,
        card_fcfa INTEGER, lawyer TEXT, distress_referred BOOLEAN, conditions TEXT,
        household TEXT, trade_wish TEXT, return_place TEXT, promise_on TEXT,
        mentor_consent BOOLEAN
    """,
    "training": """
        days_attended INTEGER
    """,
    "acceptance": """
        speaker TEXT
    """,
    "relapse": """
        said_on TEXT, seen BOOLEAN, residence TEXT
    """,
    "place_memory": """
        kind TEXT, people TEXT
    """,
    "actor": """
        role TEXT, phone TEXT, influence TEXT, place_id TEXT
    """,
    "list_entry": """
        code TEXT
    """,
    "same_person": """
        decision TEXT, decided_by TEXT, decided_on TEXT
    """,
    "trip": """
        case_unit BLOB, means TEXT, route TEXT, back_at TEXT, companions TEXT,
        checked_in_on TEXT, checked_in_at TEXT, traveller TEXT
    """,
}
INDEXES = {
    "case_file_there": "case_file (case_no) WHERE alive IS 1",
    "incident_cases": "incident (case_no) WHERE cases IS NOT NULL",
    "incident_reported_on": (
        "incident (reported_on) WHERE reported_on IS NOT NULL AND answered_on IS NULL"
    ),
    "referral_made_on": "referral (made_on) WHERE made_on IS NOT NULL",
    "meeting_next_on": "meeting (next_on) WHERE next_on IS NOT NULL",
    "task_remind_on": "task (remind_on) WHERE remind_on IS NOT NULL",
    "case_file_state_review_on": "case_file (state_review_on) WHERE state_review_on IS NOT NULL",
}
BOOKKEEPING = {
    "chunk": (
        "chunk_id BLOB NOT NULL, unnamed_since INTEGER, data BLOB NOT NULL, PRIMARY KEY (chunk_id)"
    ),
    "unindexed": "case_no INTEGER NOT NULL, PRIMARY KEY (case_no)",
}


def upgrade() -> None:
    for name, facts in NEW.items():
        op.execute(
            f"CREATE TABLE {name} (case_no INTEGER NOT NULL, eid BLOB NOT NULL, alive INTEGER, {facts},"
            " PRIMARY KEY (case_no, eid)) WITHOUT ROWID"
        )
    for name, facts in ADDED.items():
        for fact in facts.split(","):
            op.execute(f"ALTER TABLE {name} ADD COLUMN {fact.strip()}")
    for name, rows in INDEXES.items():
        op.execute(f"CREATE INDEX {name} ON {rows}")
    for name, columns in BOOKKEEPING.items():
        op.execute(f"CREATE TABLE {name} ({columns})")
    _search("1 2 3 5")
    op.execute("INSERT INTO unindexed (case_no) SELECT case_no FROM unit")


def _search(prefixes: str) -> None:
    op.execute("DROP TABLE search")
    op.execute(
        "CREATE VIRTUAL TABLE search USING fts5("
        f"folded, content='', contentless_delete=1, detail=none, prefix='{prefixes}',"
        " tokenize='unicode61')"
    )


def downgrade() -> None:
    _search("1 2 3")
    for name in BOOKKEEPING:
        op.execute(f"DROP TABLE {name}")
    for name in INDEXES:
        op.execute(f"DROP INDEX {name}")
    for name, facts in ADDED.items():
        for fact in facts.split(","):
            op.execute(f"ALTER TABLE {name} DROP COLUMN {fact.split()[0]}")
    for name in NEW:
        op.execute(f"DROP TABLE {name}")
