"""Damages by what they befall: cells, rows, columns, the text around the tables."""
