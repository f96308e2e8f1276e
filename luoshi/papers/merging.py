"""What a cell merged over rows says in the rows below its first.

It stands beside each of them on the page, so a name, a day or a number is said again in each row: a
row then says by itself whose it is. Longer words are a text that begins once, and are not repeated.
"""

_LONGEST = 30
_SENTENCE = frozenset("。；;！？")


def again(words: str) -> str:
    """Return the words as a row below says them: the same if they are short, else nothing."""
    short = len(words) <= _LONGEST and not _SENTENCE.intersection(words)
    return words if short else ""
