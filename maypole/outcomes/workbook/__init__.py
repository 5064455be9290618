"""The workbook is the same return: written prefilled, filled in offline, read back cell by cell."""
