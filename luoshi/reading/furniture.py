"""What a web page hangs around a document: navigation, share buttons, counters, disclaimers."""

import re

# A page's own words; a sentence longer than this has a body in it and is kept.
_LONGEST = 160
# Widely used words alone prove nothing: "来源" opens a furniture line only with a colon after it.
_MARKS = re.compile(
    # No mark begins with another character: most places are passed over in one step.
    r"(?=[当所您首>浏阅点字（我打关分扫二责上下相版网联I公主信稿来发索成文有本试查加转侵不小供导hwmf评用客免附])"
    r"(?:(?:当前|所在)的?位置：|您(?:现在|当前)的?位置|首页>|>首页|浏览(?:次数|量)|阅读(?:次数|量"
    r"|：)|点击(?:数|量|次数)"
    r"|字(?:体|号)[：（ ]|（字号|(?:我要)?打印|关闭窗口|（关闭）|（收藏）|分享(?:到|至)|扫一扫"
    r"|二维码|责任?编辑：|责编："
    r"|上一篇|下一篇|相关(?:链接|阅读|推荐|文章)|版权所有|网站地图|联系我们|ICP备|公网安备"
    r"|主办单位：.{0,30}承办"
    r"|信息来源：|稿件来源|来源：.{0,30}(?:发布|时间|浏览|作者|网)|发布(?:时间|日期|人|机构)："
    r"|信息时间"
    r"|索引号|公开方式|成文日期：|文件编号：|主题词：|公开类别|有效性：|本文(?:关键词|简介"
    r"|内容：|由|内容由)"
    r"|试读结束|查阅全文|阅读全文|加微信|转载.{0,6}注明|侵权|不代表本站|网友上传|小编"
    r"|供大家参考|导语：|点击下载"
    r"|https?：?//|www\.|white-space|margin：|font-|评论回复|用户评论|发表评论|客服|免责声明"
    r"|附件下载)"
)
_WHOLE = re.compile(
    r"(?:来源|作者|时间|日期|编辑|文|图|摄影|供稿|审核|校对|发布|信息来源|字体|字号|打印|关闭"
    r"|收藏|返回顶部|分享|大|中|小)"
    r"(?:：|$).{0,40}$|\d{4}-\d{1,2}-\d{1,2}(?: ?\d{1,2}：\d\d(?:：\d\d)?)?$|（此件.{0,8}）$"
    r"|联系(?:人|电话|方式)：.{0,60}$"
    r"|附件\d?：.{0,60}$|责编.{0,20}$|点赞$|(?:微信|微博|QQ空间|朋友圈)+$|(?:抄送|主送"
    r"|印发)：.{0,60}$"
)


def is_furniture(words: str) -> bool:
    """Tell whether a sentence belongs to the page and not to the document."""
    if len(words) > _LONGEST:
        return False
    return _MARKS.search(words) is not None or _WHOLE.match(words) is not None
