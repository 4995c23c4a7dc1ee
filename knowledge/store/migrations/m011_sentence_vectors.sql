-- Vectors of sentences for dense retrieval, where the semantic extra is used; otherwise empty.
CREATE TABLE sentence_vectors (
    version_id INTEGER NOT NULL REFERENCES versions(id),
    model TEXT NOT NULL,
    passage INTEGER NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    vector BLOB NOT NULL,
    PRIMARY KEY (version_id, model, passage, start)
) WITHOUT ROWID;
