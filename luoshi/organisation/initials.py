"""拼音首字母 What somebody types who is in a hurry: "szjj" finds 市住建局."""

from pypinyin import Style, lazy_pinyin


def initials_of(*names: str) -> str:
    """Return the pinyin initials of each name, small letters, one space between names.

    Characters without a reading (letters, figures) stand for themselves; other signs fall out.
    Names that sound alike appear once.
    """
    spelled = ("".join(lazy_pinyin(name, style=Style.FIRST_LETTER)) for name in names if name)
    kept = ("".join(sign for sign in one.lower() if sign.isalnum()) for one in spelled)
    return " ".join(dict.fromkeys(one for one in kept if one))
