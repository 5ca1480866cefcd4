"""Results as a workbook: a summary that prints on one page, then a sheet for each table."""
