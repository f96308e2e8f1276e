"""读文 Finds in a decision's words who must do what by when, with offsets. Pure text in, spans out."""
