-- What was asked and answered: answers are kept whole under an id that replays them.
CREATE TABLE conversations (
    id TEXT PRIMARY KEY,
    memory TEXT NOT NULL,
    updated_at TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE answers (
    id TEXT PRIMARY KEY,
    question TEXT NOT NULL,
    body TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE turns (
    id INTEGER PRIMARY KEY,
    conversation_id TEXT NOT NULL,
    answer_id TEXT NOT NULL REFERENCES answers(id),
    asked_at TEXT NOT NULL
);
CREATE INDEX turns_conversation ON turns(conversation_id);
