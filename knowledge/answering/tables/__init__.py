"""Numbers of the statutory tables: reading a cell, adding cells up, dividing them, and finding who has the most."""
