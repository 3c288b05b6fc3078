"""Measures of the PDF reader: against other libraries, on tables, and in pages a second."""
