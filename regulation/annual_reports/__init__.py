"""The supervisory yearly report: windows, forms, edits, review, receipt, publication.

Once a year a firm tells the office how it fared (《人力资源市场暂行条例》第三十六条). A window, opened by
configuration, says for which year, until when and on which form. The firm's people share one draft;
edits speak up beside the cells; a signatory files it. What was filed is kept for good as a version:
an official accepts it or returns it with the cells marked, and never touches a figure. This is not
the statistical return, which lives apart and which no supervising area may read.
"""
