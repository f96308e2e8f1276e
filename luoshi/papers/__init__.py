"""公文 Documents read and written: text, docx, pdf, html, xlsx. Knows layout, not matters.

The doors of the room: `papers.text.text_of` (a paper's words), `papers.sheets` (Excel in),
`papers.tables` (Excel out), `papers.refusals.Unreadable` (why not).
"""
