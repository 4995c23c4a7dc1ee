-- Which maintained entry answered a turn, kept when it did: later another may answer the same question.
ALTER TABLE turns ADD COLUMN entry TEXT NOT NULL DEFAULT '';
