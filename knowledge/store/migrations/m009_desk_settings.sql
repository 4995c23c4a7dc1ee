-- What the administrator sets at the desk.
CREATE TABLE desk_settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
