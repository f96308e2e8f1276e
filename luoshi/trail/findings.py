"""What a check found: a sentence with named places, and the values that fill them. No Django here.

The sentences are marked for the catalogue here and put into the reader's language by the door.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


def sentence(words: str) -> str:
    """Mark a sentence for the catalogue; it is translated where it is shown."""
    return words


_ = sentence


@dataclass(frozen=True)
class Finding:
    """One thing that is not as it was signed.

    :param index: the place in the tree it is about; None where it is about no single entry
    """

    says: str
    index: int | None = None
    values: Mapping[str, object] = field(default_factory=dict)

    def read(self, translate: Callable[[str], str] = sentence) -> str:
        """Say it, in the language `translate` gives."""
        return translate(self.says) % {"index": self.index, **self.values}


@dataclass
class Findings:
    """All that was found: every one counted, the first of them kept, so that memory is bounded."""

    kept: list[Finding] = field(default_factory=list)
    count: int = 0
    most: int = 200

    def add(self, says: str, place: int | None = None, /, **values: object) -> None:
        """Note one finding, at a place in the tree or at none."""
        self.count += 1
        if len(self.kept) < self.most:
            self.kept.append(Finding(says, place, values))


# fmt: off
FORM_SPELLING  = _("序号 %(index)s：不是规范文本")
FORM_PLACE     = _("序号 %(index)s：被移动过，规范文本所写序号为 %(told)s")
WORD_CHANGED   = _("序号 %(index)s：文字“%(word)s”与其承诺不符，已被改动")
WORD_ADDED     = _("序号 %(index)s：文字“%(word)s”没有承诺，是后加的")
WORD_MISSING   = _("序号 %(index)s：文字“%(word)s”缺失，且没有清除记录")
HEAD_SIGNATURE = _("%(at)s 的树头（%(size)s 条）签名无效")
HEAD_KEY       = _("%(at)s 的树头（%(size)s 条）不是用所要求的公钥签的")
HEAD_ROOT      = _("%(at)s 的树头（%(size)s 条）与记录不符：序号 %(first)s 至 %(last)s 之间有改动")
HEAD_PLACE     = _("%(at)s 的树头（%(size)s 条）排错了位置，此前只有 %(count)s 条")
HEAD_BEYOND    = _("%(at)s 的树头签了 %(size)s 条，现在只有 %(count)s 条，末尾的记录已被删除")
HEAD_UNSEEN    = _("所给的树头签了 %(size)s 条，文件中没有这么多条")
HEAD_GONE      = _("%(at)s 的树头（%(size)s 条）在数据库中缺失或被改动，库外记录里有")
PROOF_OF_ENTRY = _("序号 %(index)s：证明不成立，这条记录不在所给的树头之下")
HEAD_OTHER     = _("证明所用的树头（%(at)s，%(size)s 条）不是所给的树头")
PROOF_FAILS    = _("从 %(first)s 条到 %(second)s 条的一致性证明不成立")
LINE_UNKNOWN   = _("第 %(line)s 行读不懂")
NOT_AN_EXPORT  = _("这不是留痕导出文件")
FILE_CUT       = _("文件不完整，没有结尾行")
UNCOVERED      = _("末尾有 %(count)s 条没有签名树头覆盖")
LEAVES_GONE    = _("序号 %(index)s 至 %(last)s：记录缺失，已被删除")
LEAF_TWICE     = _("序号 %(index)s：出现了不止一次")
LEAF_HASH      = _("序号 %(index)s：规范文本与其叶哈希不符")
NODE_HASH      = _("序号 %(index)s 至 %(last)s：与当时存下的子树哈希不符")
ENTRY_GONE     = _("序号 %(index)s：登记已被删除（%(at)s，%(deed)s，%(kind)s %(id)s）")
COLUMN_CHANGED = _("序号 %(index)s：“%(column)s”被改动，原为“%(was)s”，现为“%(now)s”")
WORDS_SPOILT   = _("序号 %(index)s：文字读不懂，已被改动")
ROW_UNREADABLE = _("留痕中有读不出来的行（%(why)s），已被改动，核对到此为止")
ENTRY_UNPLACED = _("登记 %(id)s（%(deed)s）既未编号也不在待编号之列，不是由系统写入的")
ERASURE_FALSE  = _("清除动作 %(id)s 所记的清单与清除记录不符")
FILE_LOST      = _("附件 %(digest)s：原件缺失或与摘要不符")
FILE_NOT_GONE  = _("附件 %(digest)s：已清除，原件仍在")
# fmt: on
