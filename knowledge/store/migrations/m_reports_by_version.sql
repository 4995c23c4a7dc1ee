-- Find the report whose newest version a version is, for searches that begin at what stands in a version.
CREATE UNIQUE INDEX reports_current_version ON reports(current_version);
