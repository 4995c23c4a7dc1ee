"""Reading a held report again, with the reader as it is now, from the text as it was published."""

from __future__ import annotations

from ingest.blocks import Document
from ingest.pipeline import Outcome, read_report
from ingest.years import reconcile_years
from knowledge.records import Block, Fact, FactStatus, HeldReport, ReadReport
from knowledge.store import Store


def reread(store: Store, held: HeldReport) -> Outcome:
    """Read a report again and keep what is read as a new version of it, if anything is read otherwise than before.

    The older version stays, so that answers given from it replay. Raises ZhiqingError where it cannot be read.
    """
    document = Document(
        filename=store.reports.filename(held.version_id),
        digest=store.reports.digest(held.version_id),
        blocks=tuple(map(_as_published, store.reports.blocks(held.version_id))),
        titles=(held.title,) if held.title else (),
        metadata={"published": held.published or "", "source": held.source or ""},
    )
    read = read_report(document, agency=held.agency, year=held.year)
    if not _differs(store, held, read):
        return Outcome(document.filename, "unchanged", held, store.facts.findings(held.version_id))
    with store.transaction():
        renewed, status = store.reports.keep(read, again=True)
        reconcile_years(store, renewed)
    return Outcome(document.filename, status, renewed, store.facts.findings(renewed.version_id))


def _as_published(block: Block) -> Block:
    if not block.is_table:
        return Block(block.raw, block.raw, (), block.heading)
    lines = [[cell.strip() for cell in line.split("|")] for line in block.raw.split("\n")]
    if [len(line) for line in lines] != [len(row) for row in block.rows]:
        return Block("", block.raw, block.rows, block.heading)
    rows = tuple(
        tuple(None if cell is None else raw for cell, raw in zip(row, line, strict=True))
        for row, line in zip(block.rows, lines, strict=True)
    )
    return Block("", block.raw, rows, block.heading)


def _differs(store: Store, held: HeldReport, read: ReadReport) -> bool:
    before = {(fact.indicator, fact.applicant): fact for fact in store.facts.of_version(held.version_id)}
    after = {(fact.indicator, fact.applicant): fact for fact in read.facts}
    return not (
        before.keys() == after.keys()
        and all(_same(before[key], after[key]) for key in after)
        and store.reports.passages(held.version_id) == read.passages
        and store.reports.sections(held.version_id) == read.sections
        and store.facts.figures(held.version_id) == read.figures
    )


def _same(before: Fact, after: Fact) -> bool:
    if before == after:
        return True
    # What the neighbouring years narrowed or settled since is narrowed again after keeping: no difference.
    narrowed = after.status is FactStatus.UNCERTAIN and set(before.candidates) <= set(after.candidates)
    return narrowed and (before.printed, before.place) == (after.printed, after.place)
