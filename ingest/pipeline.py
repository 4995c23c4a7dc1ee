"""From a published file to a stored report: the whole journey, one list of steps.

    file ─▶ reader ─▶ blocks ─▶ clean ─▶ sections ─▶ identify ─▶ tables ─▶ facts, figures ─▶ checks ─▶ store

Each report is written in one transaction: all of it is kept, or nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.blocks import Document
from ingest.checks import check
from ingest.claims import statements
from ingest.clean import clean
from ingest.figures import read_figures
from ingest.identify import identify
from ingest.readers import SUFFIXES, read_all, read_bytes
from ingest.sections import outline_of, passages_of
from ingest.settle import settle_by_text
from ingest.tables import read_tables
from ingest.tables.facts import open_doubts
from ingest.unread import unread_sections
from ingest.years import reconcile_years
from knowledge.errors import InputNotFound, ReportConflict, ZhiqingError
from knowledge.records import Finding, HeldReport, ReadReport
from knowledge.semantic import keep_up
from knowledge.store import Store


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file: ``created``, ``updated``, ``unchanged`` or ``failed``.

    ``report`` is the report held now, None where it failed; then ``message`` says why and what to do.
    """

    path: str
    status: str
    report: HeldReport | None = None
    findings: tuple[Finding, ...] = ()
    message: str = ""


def read_report(document: Document, *, agency: str | None = None, year: int | None = None) -> ReadReport:
    """Read a document to the last cell. ``agency`` and ``year`` overrule what the text says of itself.

    Raises NotAReport where it is no annual report, UnknownIdentity where agency or year cannot be told.
    """
    document = clean(document)
    outline = outline_of(document)
    identity = identify(document, outline, agency=agency, year=year)
    tables = read_tables(document, outline)
    passages = passages_of(outline, tables.consumed)
    figures = read_figures(passages, outline.sections)
    stated = statements(figures, passages, outline.sections)
    facts = settle_by_text(tables.facts, stated)
    return ReadReport(
        identity,
        tables.form,
        document.digest,
        document.filename,
        document.blocks,
        outline.sections,
        passages,
        facts,
        figures,
        check(facts, stated, figures, passages, tables.form),
        (
            *document.warnings,
            *identity.doubts,
            *unread_sections(document.blocks, outline, passages, facts),
            *tables.doubts,
            *open_doubts(facts, identity.year),
        ),
    )


def ingest_upload(
    store: Store, name: str, data: bytes, *, agency: str | None = None, year: int | None = None
) -> Outcome:
    """Ingest one uploaded file. Raises ZhiqingError where it cannot be read."""
    return _keep(store, read_report(read_bytes(name, data), agency=agency, year=year))


def ingest_paths(
    store: Store,
    paths: Sequence[Path],
    *,
    agency: str | None = None,
    year: int | None = None,
    on_file: Callable[[Path], None] = lambda path: None,
) -> Iterator[Outcome]:
    """Ingest files one by one and yield what became of each; one bad file never stops the rest.

    Two different texts for one agency and year in the same run are a mistake of the caller: the second fails.
    """
    seen: dict[str, str] = {}
    for path in paths:
        on_file(path)
        yield from _ingest_file(store, path, agency, year, seen)


def files_in(paths: Iterable[Path]) -> tuple[list[Path], int]:
    """Return the files to read, folders read through in order of name, and how many other files were passed over.

    A path that was named and does not exist is returned too, so that its failure is reported.
    """
    files: list[Path] = []
    passed = 0
    for path in paths:
        if not path.is_dir():
            files.append(path)
            continue
        for member in sorted(member for member in path.rglob("*") if member.is_file()):
            if member.suffix.lower() in SUFFIXES and not member.name.startswith((".", "~$")):
                files.append(member)
            else:
                passed += 1
    return files, passed


def _ingest_file(
    store: Store, path: Path, agency: str | None, year: int | None, seen: dict[str, str]
) -> Iterator[Outcome]:
    try:
        if not path.exists():
            raise InputNotFound(f"没有这个文件或文件夹：{path}。请检查路径。")
        for document in read_all(path):
            yield _ingest_one(store, document, agency, year, seen)
    except ZhiqingError as error:
        yield Outcome(str(path), "failed", message=str(error))
    except OSError as error:
        yield Outcome(str(path), "failed", message=f"文件读不出来（{error.strerror}）。请检查权限和磁盘。")


def _ingest_one(
    store: Store, document: Document, agency: str | None, year: int | None, seen: dict[str, str]
) -> Outcome:
    try:
        report = store.reports.of_digest(document.digest) if agency is None and year is None else None
        if report is None:
            read = read_report(document, agency=agency, year=year)
            _refuse_conflict(read, seen)
            return _keep(store, read)
        return Outcome(document.filename, "unchanged", report, store.facts.findings(report.version_id))
    except ZhiqingError as error:
        return Outcome(document.filename, "failed", message=str(error))


def _keep(store: Store, read: ReadReport) -> Outcome:
    with store.transaction():
        held, status = store.reports.keep(read)
        if status != "unchanged":
            reconcile_years(store, held)
    if status != "unchanged":
        keep_up(store, held)
    return Outcome(read.filename, status, held, store.facts.findings(held.version_id))


def _refuse_conflict(read: ReadReport, seen: dict[str, str]) -> None:
    key = f"{read.identity.agency}{read.identity.year}年"
    first = seen.setdefault(key, f"{read.digest} {read.filename}")
    digest, _, filename = first.partition(" ")
    if digest != read.digest:
        raise ReportConflict(
            f"{key}的报告在这次导入中出现了两份不同的文本（另一份是 {filename}），不知以哪份为准。"
            "请只导入其中一份；如果确是重新发布，请分两次导入。"
        )
