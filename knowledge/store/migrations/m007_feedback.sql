-- What readers thought of answers: one verdict for each answer and conversation, the latest.
CREATE TABLE feedback (
    answer_id TEXT NOT NULL REFERENCES answers(id) ON DELETE CASCADE,
    conversation_id TEXT NOT NULL,
    verdict TEXT NOT NULL,
    reasons TEXT NOT NULL,
    given_at TEXT NOT NULL,
    PRIMARY KEY (answer_id, conversation_id)
) WITHOUT ROWID;
CREATE INDEX feedback_given_at ON feedback(given_at);
