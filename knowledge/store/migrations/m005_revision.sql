-- One number that grows with every change of what is held, so that caches know when they are stale.
CREATE TABLE revision (number INTEGER NOT NULL);
INSERT INTO revision VALUES (0);
