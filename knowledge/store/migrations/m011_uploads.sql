-- Sheets that were uploaded and wait for a person to say that they are to be taken in.
CREATE TABLE uploads (
    id INTEGER PRIMARY KEY,
    who TEXT NOT NULL,
    at TEXT NOT NULL,
    filename TEXT NOT NULL,
    content BLOB NOT NULL
);
