"""From a published file to a read report: readers, cleaning, identity, sections, tables, figures, checks.

The journey is one list of steps in ``ingest.pipeline``. Nothing here knows the web; only
``knowledge.store`` is called to keep what was read.
"""
