"""What the checks found, said where it touches an answer, and as an answer of its own."""

from __future__ import annotations

from knowledge.answering.context import Composition
from knowledge.answering.gate import Check, Said
from knowledge.answering.readings import Reading
from knowledge.records import Severity


def note_findings(composition: Composition, reading: Reading) -> None:
    """Add the failed checks in which one of the reading's cells takes part."""
    touched = {(fact.indicator, fact.applicant) for fact in reading.facts}
    for finding in composition.context.store.facts.findings(reading.report.version_id):
        if finding.severity is Severity.INFO:
            continue
        if any(touched.intersection(operand.facts) for operand in finding.operands):
            composition.note("note.finding", message=Said(finding.message, Check(reading.report)))
