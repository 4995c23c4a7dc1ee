-- How long each answer took to be found, for the dashboard.
ALTER TABLE turns ADD COLUMN seconds REAL;
CREATE INDEX turns_asked_at ON turns(asked_at);
