"""The rendering kit: made-up reports with known cells, in every layout and damage that reports are published in.

report ─▶ manuscript ─▶ damage ─▶ rendering ─▶ the bytes of a file ─▶ read ─▶ judged against the manuscript
"""
