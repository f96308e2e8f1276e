"""公文 Documents read and written: text, docx, pdf, html, xlsx. Knows layout, not matters.

What comes from outside goes through one door, `papers.apart` (a paper's words, Excel in, what a
file is): it is read in a process that may be killed. Behind it stand `papers.text` and
`papers.sheets`; beside it `papers.tables` (Excel out) and `papers.refusals.Unreadable` (why not).
"""
