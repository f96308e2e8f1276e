"""公文 Documents read and written: text, docx, pdf, html, xlsx. Knows layout, not matters."""
