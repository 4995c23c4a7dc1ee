-- Questions that someone has taken off the queue of unanswered ones.
CREATE TABLE queue_dismissed (
    question TEXT PRIMARY KEY,
    who TEXT NOT NULL,
    at TEXT NOT NULL
) WITHOUT ROWID;
