"""The one hand of all four portals: page frame, language, forms, lists, files, safety headers.

An area's `pages.py` parses a form with `forms.parse`, calls one use case, and answers with
`render.page` or `render.redirect`. `README.md` here shows a complete page.
"""
