"""The tables. `events` and `changes` are the truth, only ever appended to; the tables of rows are their fold.

Beside these stand what can be made again (`findings`), what is immutable (`readings`, `pages`), and what is a hint or a
habit and no decision (`presence`, `preferences`, `backups`). Times are texts, ISO 8601 in UTC, of fixed length.
The first migration creates exactly these tables; a test compares the two.
"""

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

Ordered = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
"""Text compared by its bytes on every engine: ranks and times."""


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False)


def _key(name: str, target: str | None = None) -> sa.Column[str]:
    keys = [sa.ForeignKey(target)] if target else []
    return sa.Column(name, sa.Text, *keys, nullable=False)


def _id() -> sa.Column[str]:
    return sa.Column("id", sa.Text, primary_key=True)


def _count(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=False)


def _flag(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean, nullable=False)


def _json(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.JSON(none_as_null=True), nullable=False)


def _revision() -> sa.Column[int]:
    return sa.Column("revision", sa.Integer, nullable=False)


def _time(name: str = "at") -> sa.Column[str]:
    return sa.Column(name, Ordered, nullable=False)


documents = sa.Table(
    "documents",
    metadata,
    _id(),
    _text("source_reading"),
    _text("target_reading"),
    _text("signature"),
    _flag("aligned"),
    _revision(),
)

readings = sa.Table(
    "readings",
    metadata,
    _id(),
    _key("document"),
    _key("side"),
    _time(),
    _text("author"),
    _text("source"),
    _text("sha256"),
    _text("signature"),
    _json("facts"),
    _json("clean"),
    _json("sentences"),
)

pages = sa.Table(
    "pages",
    metadata,
    sa.Column("reading", sa.Text, sa.ForeignKey("readings.id"), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    _json("content"),
)

sentences = sa.Table(
    "sentences",
    metadata,
    _id(),
    _key("document", "documents.id"),
    _key("side"),
    sa.Column("rank", Ordered, nullable=False),
    _text("text"),
    _text("folded"),
    _text("folios"),
    sa.Column("page", sa.Integer),
    _text("shaper"),
    _json("content"),
    _revision(),
    sa.Index(None, "document", "side", "rank"),
)

beads = sa.Table(
    "beads",
    metadata,
    _id(),
    _key("document", "documents.id"),
    sa.Column("rank", Ordered, nullable=False),
    sa.Column("confidence", sa.Double, nullable=False),
    _text("author"),
    _key("status"),
    _text("reviewer"),
    _text("approver"),
    _text("nature"),
    _flag("flagged"),
    _text("remark"),
    _text("suggestion"),
    _text("partner"),
    _count("sources"),
    _count("targets"),
    _revision(),
    sa.Index(None, "document", "rank"),
)

members = sa.Table(
    "bead_members",
    metadata,
    sa.Column("sentence", sa.Text, sa.ForeignKey("sentences.id"), primary_key=True),
    _key("bead", "beads.id"),
    _key("side"),
    sa.Column("ordinal", sa.Integer, nullable=False),
    sa.Index(None, "bead", "side", "ordinal", unique=True),
)

comments = sa.Table(
    "comments",
    metadata,
    _id(),
    _key("document"),
    _key("bead"),
    _text("author"),
    _time(),
    _text("text"),
    _text("answers"),
    _flag("settled"),
    _revision(),
    sa.Index(None, "bead"),
    sa.Index(None, "document"),
)

dismissals = sa.Table(
    "dismissals",
    metadata,
    _id(),
    _key("document"),
    _key("bead"),
    _key("code"),
    _text("message"),
    _text("reason"),
    sa.Column("user", sa.Text, nullable=False),
    _time(),
    _revision(),
    sa.Index(None, "document", "bead", "code"),
)

orphans = sa.Table(
    "orphans",
    metadata,
    _id(),
    _key("document"),
    _key("subject"),
    _json("source"),
    _json("target"),
    _text("person"),
    _text("decision"),
    _time(),
    _text("reason"),
    _json("folios"),
    _flag("flagged"),
    _text("remark"),
    _text("suggestion"),
    _text("settled"),
    _text("note"),
    _revision(),
    sa.Index(None, "document"),
)

sessions = sa.Table(
    "sessions",
    metadata,
    _id(),
    _text("name"),
    _text("date"),
    _json("participants"),
    _json("agenda"),
    _json("decisions"),
    _json("questions"),
    _flag("closed"),
    _revision(),
)

events = sa.Table(
    "events",
    metadata,
    sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("op_id", sa.Text, nullable=False, unique=True),
    _text("document"),
    sa.Column("user", sa.Text, nullable=False),
    _time(),
    _key("operation"),
    _json("arguments"),
    _text("session"),
    sa.Column("undoes", sa.Integer, sa.ForeignKey("events.seq")),
    sa.Index(None, "document", "user", "seq"),
    sa.Index(None, "session"),
)

changes = sa.Table(
    "changes",
    metadata,
    sa.Column("seq", sa.Integer, sa.ForeignKey("events.seq"), primary_key=True, autoincrement=False),
    sa.Column("ordinal", sa.Integer, primary_key=True, autoincrement=False),
    _key("kind"),
    _key("row"),
    sa.Column("base", sa.Integer),
    sa.Column("before", sa.JSON(none_as_null=True)),
    sa.Column("after", sa.JSON(none_as_null=True)),
    sa.Index(None, "kind", "row", "seq"),
)

runs = sa.Table(
    "runs",
    metadata,
    sa.Column("seq", sa.Integer, sa.ForeignKey("events.seq"), primary_key=True, autoincrement=False),
    _key("document"),
    _time(),
    _text("author"),
    _text("signature"),
    _count("beads"),
    _count("kept"),
    _count("cut"),
    _count("orphaned"),
    sa.Index(None, "document"),
)

findings = sa.Table(
    "findings",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    _key("document"),
    _key("bead"),
    _key("code"),
    _key("severity"),
    _text("message"),
    _json("others"),
    sa.Index(None, "document", "bead"),
)

presence = sa.Table(
    "presence",
    metadata,
    sa.Column("user", sa.Text, primary_key=True),
    _text("document"),
    _text("bead"),
    _time(),
)

preferences = sa.Table(
    "preferences",
    metadata,
    sa.Column("user", sa.Text, primary_key=True),
    sa.Column("name", sa.Text, primary_key=True),
    _json("value"),
)

backups = sa.Table(
    "backups",
    metadata,
    sa.Column("file", sa.Text, primary_key=True),
    _time(),
    _text("reason"),
    _text("sha256"),
    sa.Column("bytes", sa.BigInteger, nullable=False),
)
