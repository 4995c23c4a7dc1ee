-- Let the indexes by value name the version, so that a ranking of thousands reads nothing but the index.
DROP INDEX facts_by_value;
DROP INDEX sums_by_value;
CREATE INDEX facts_by_value ON facts(indicator, applicant, year, number DESC, agency_id, version_id);
CREATE INDEX sums_by_value ON sums(indicator, applicant, year, number DESC, agency_id, version_id);
