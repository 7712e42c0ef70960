"""The supervisory yearly report: windows, forms, edits, review, receipt, publication."""
