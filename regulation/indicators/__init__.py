"""What a form asks: the one catalogue of indicators, how a cell is read, and the edits that look at a filing. Pure.

Form, checks, workbook, storage, table labels, metadata and the structure of the statistical files all
come from an entry of `catalogue`. Which area keeps the filing, and who may read it, is that area's own
law: the operating report is supervisory (`annual_reports`), the statistical return is not (`surveys`).
"""
