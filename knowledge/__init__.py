"""What Zhiqing knows: records, forms, vocabulary, the store, and how questions are answered.

This package knows no web framework and no file format. Reports come in through ``ingest``;
answers go out through ``app``. See README.md for the two journeys.
"""
