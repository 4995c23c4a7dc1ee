"""Reading the statutory tables: rows found, aligned to the form, confirmed by arithmetic."""
