"""负面清单 What may not be assessed, as code (domain/11): refused with the clause that forbids it.

A fence looks at what an indicator or a line of the catalogue counts, by its name, definition and
evidence. It refuses counting the trace of work (instructions won, articles, meetings, photographs,
notes, the use of apps), never the work: 批示件按期办结率 passes, 获领导批示篇数 does not.
"""

import re
import unicodedata
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

RELIEF = gettext_lazy("《整治形式主义为基层减负若干规定》（2024年8月）")
FINGERTIPS = gettext_lazy("《关于防治“指尖上的形式主义”的若干意见》（2023年12月）及2026年1月的规定")


@dataclass(frozen=True)
class Fence:
    """One thing that may not be assessed.

    :ivar what: in a few words, as it is said to whoever wrote it
    :ivar paper: the document that forbids it
    :ivar pattern: what such an indicator says of itself
    """

    what: str | Promise
    paper: str | Promise
    pattern: re.Pattern[str]

    @property
    def clause(self) -> str:
        """The sentence that refuses."""
        return _("%(paper)s：不得将%(what)s作为考核内容") % {"paper": self.paper, "what": self.what}


def _any(*alternatives: str) -> re.Pattern[str]:
    return re.compile("|".join(alternatives), re.IGNORECASE)


_BETWEEN = r"[^，。；、\s]{0,8}"
_TIMES = r"(?:次数|场次|场数|数量|篇数|条数|件数|份数|期数|多少|频次)"
# A bare number: 领导批示数, and neither 批示数据 nor 会议数字化.
_NUMBER = r"数(?![据字额值])"
_APP = r"(?:app|应用程序|客户端|小程序|公众号|微信群|工作群|学习平台|政务平台|学习强国)"
# 信息 that is reported, and neither a system nor what the public is told.
_NEWS = r"信息(?!系统|化|安全|公开|技术|产业|网络|平台|基础)"
FENCES = (
    Fence(
        gettext_lazy("获得领导批示"),
        RELIEF,
        _any(
            rf"(?:获得?|得到|取得|受到|争取|赢得){_BETWEEN}批示",
            r"(?:肯定性|正面|表扬性)批示",
            r"批示(?:肯定|表扬|加分|篇数|条数|次数|数量)",
            rf"领导批示件?{_NUMBER}|批示{_NUMBER}|批示(?:得分|率)",
            rf"领导(?:签批|圈阅){_BETWEEN}(?:{_TIMES}|{_NUMBER})",
        ),
    ),
    Fence(
        gettext_lazy("信息文章的报送采用和经验推介"),
        RELIEF,
        _any(
            rf"(?:{_NEWS}|文章|稿件|约稿|简报|调研报告|经验(?:做法|材料)?|宣传报道|新闻)"
            rf"(?:被)?{_BETWEEN}(?:采用|采编|采纳|录用|刊发|刊登|刊载|发表|推介|推广|转发|报送[量数]|上报[量数]|{_TIMES})",
            rf"(?:采用|刊发|刊登|录用|发表|上稿){_BETWEEN}(?:信息|文章|稿件|简报|经验)|稿件{_NUMBER}",
        ),
    ),
    Fence(
        gettext_lazy("会议召开情况"),
        RELIEF,
        _any(
            rf"会议(?:召开|举行)?(?:{_TIMES}|{_NUMBER})",
            r"(?:召开|开|举办)[^，。；、\s]{0,10}会(?:议)?(?:情况|次数|场次|数量|不少于)",
            rf"会议召开|会(?:召开|举行)(?:率|情况|{_TIMES}|{_NUMBER})|专题研究(?:部署)?{_TIMES}",
        ),
    ),
    Fence(
        gettext_lazy("工作留痕照片、截图"),
        RELIEF,
        _any(r"(?:照片|图片|截图|影像|拍照|视频留痕)", r"痕迹资料"),
    ),
    Fence(
        gettext_lazy("学习笔记、心得体会"),
        RELIEF,
        _any(r"(?:学习|读书|会议)笔记", r"心得体会|(?:学习|读书)心得", r"手抄"),
    ),
    Fence(
        gettext_lazy("应用程序的登录、打卡、积分和使用情况"),
        FINGERTIPS,
        _any(
            rf"{_APP}{_BETWEEN}(?:登录|登陆|签到|打卡|积分|排名|活跃|日活|在线|使用|安装|下载|关注|粉丝|点赞|转发|阅读|注册|得分)",
            rf"(?:登录|登陆|签到|打卡|安装|下载|关注|使用){_BETWEEN}{_APP}",
            r"(?:登录|登陆)(?:次数|率|天数|频次|时长)",
            r"在线(?:时长|率)",
            r"活跃(?:度|率)",
            r"(?:学习|平台|线上|指尖)积分",
            r"(?:点赞|转发|评论|(?:网络|线上)投票|打卡)(?:数|量|次数|率|排名)",
            r"(?:轨迹|定位)(?:打卡|上传|签到)",
        ),
    ),
)


# However it is spelled: the old forms of the characters the fences look for.
_OLD = str.maketrans(
    "領導數條會議開採錄學習筆記積點讚體報簡圖關躍稱獲場",
    "领导数条会议开采录学习笔记积点赞体报简图关跃称获场",
)
_MARKS = re.compile(r"[\s()\[\]“”‘’\"'《》<>〈〉【】·・_-]+")


def plainly(words: str) -> str:
    """Return words in one spelling: simplified, of one width, without what cannot be seen."""
    whole = unicodedata.normalize("NFKC", words)
    seen = (one for one in whole if unicodedata.category(one) != "Cf")
    return "".join(seen).translate(_OLD)


def fence_of(name: str, *said: str) -> Fence | None:
    """Return the first fence that what is said of an indicator or a rule runs into.

    In a name blanks and brackets part nothing (领 导 批 示 数); in a longer text they do.
    """
    texts = [_MARKS.sub("", plainly(name)), *map(plainly, (name, *said))]
    for words in texts:
        for fence in FENCES:
            if fence.pattern.search(words):
                return fence
    return None


def refusal_of(name: str, *said: str) -> str:
    """Return the sentence that refuses an indicator of that name, or "" where nothing does."""
    fence = fence_of(name, *said)
    if fence is None:
        return ""
    return _("“%(name)s”不能列入考核。%(clause)s") % {"name": name, "clause": fence.clause}
