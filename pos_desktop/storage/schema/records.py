"""What proves and promises: operations with their answers, the journal's chain, the outbox, imported files."""

from sqlalchemy import Index, UniqueConstraint

from pos_desktop.storage.schema.base import (
    check,
    json_,
    key,
    maybe_whole,
    maybe_words,
    moment,
    one_of,
    ref,
    table,
    whole,
    words,
)  # fmt: skip

operation = table(
    "operation", key(), words("kind", default=None), words("fingerprint", default=None), json_("answer"),
    moment("at"), ref("register_id", "register"),
)  # fmt: skip

journal = table(
    "journal", key(), ref("register_id", "register"), whole("seq"), moment("at"), ref("staff_id", "staff", null=True),
    words("kind", default=None), maybe_words("subject_id"), words("body", default=None), whole("key_id"),
    words("previous", default=None), words("mac", default=None),
    UniqueConstraint("register_id", "seq"), check("seq", "seq > 0"), check("mac", "length(mac) = 64"),
    Index("ix_journal_subject_id", "subject_id"), Index("ix_journal_kind_at", "kind", "at"),
    Index("ix_journal_at", "at"),
)  # fmt: skip

outbox = table(
    "outbox", key(), ref("register_id", "register"), words("kind", default=None), words("subject_id", default=None),
    words("language"), words("printer"), whole("copy"), words("state", default=None), whole("attempts", default=0),
    moment("at"), moment("next_at", null=True), moment("updated_at"), words("problem"), maybe_whole("sent_bytes"),
    UniqueConstraint("kind", "subject_id", "copy"),
    one_of("kind", ["receipt", "drawer", "refund", "slip"]),
    one_of("state", ["queued", "sending", "printed", "sent", "unknown", "not_sent", "dropped"]),
    check("copy", "copy >= 0"), check("drawer", "kind <> 'drawer' OR copy = 0"),
    Index("ix_outbox_state_next_at", "state", "next_at"),
)  # fmt: skip

imported_file = table(
    "imported_file", key(), words("kind", default=None), words("digest", default=None), words("file_name"),
    whole("row_count"), moment("at"), ref("staff_id", "staff"), json_("summary"), UniqueConstraint("kind", "digest"),
)  # fmt: skip
