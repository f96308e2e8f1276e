"""Pictures of pages for the tests: set in a Debian font, laid askew, shaded, worn, packed."""

import io
from functools import cache

import numpy as np
from PIL import Image, ImageDraw, ImageFont

FONT = "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc"
MILLIMETRES = 25.4
# GB/T 9704: 37 mm above, 28 mm and 26 mm beside, 16 points on a pitch of 28.95 points.
TOP, LEFT, RIGHT, SIZE, PITCH = 37, 28, 26, 16, 28.95
MINUTES = (
    "澄川市人民政府专题会议纪要",
    "2026年3月5日上午，副市长何静主持召开专题会议，研究城区内涝治理和老旧小区改造工作。"
    "市政府秘书长吴启航出席。会议听取了有关单位工作情况汇报，议定以下事项：",
    "一、由市水务局牵头，市住建局、市财政局配合，于6月20日前完成澄河路等18处易涝点整治，"
    "汛期每10天向市政府督查室报送一次进展。",
    "二、由市住建局牵头，于4月30日前完成全市126个老旧小区摸底调查，形成改造清单，报市政府审定。",
    "三、市财政局统筹安排资金1.25亿元，确保全年资金使用率达到95%以上。",
    "四、市政府督查室要加强跟踪督办，对进展缓慢的单位予以通报，重大问题及时报告。",
    "出席：周明远、何静、吴启航",
)


@cache
def _font(pixels):
    return ImageFont.truetype(FONT, pixels, index=2)


def lines_of(paragraphs, font, width):
    """Break paragraphs as a typesetter does: two blanks first, no mark at a line's beginning."""
    for number, words in enumerate(paragraphs):
        rest = words if number == 0 else f"　　{words}"
        while rest:
            cut = len(rest)
            while font.getlength(rest[:cut]) > width:
                cut -= 1
            if rest[cut : cut + 1] and rest[cut] in "，。；：、）":
                cut += 1
            yield rest[:cut]
            rest = rest[cut:]


def page(paragraphs=MINUTES, dpi=150):
    """An A4 page in black on white."""
    pixel = dpi / MILLIMETRES
    sheet = Image.new("L", (round(210 * pixel), round(297 * pixel)), 255)
    pen, font = ImageDraw.Draw(sheet), _font(round(SIZE * dpi / 72))
    width = (210 - LEFT - RIGHT) * pixel + SIZE * dpi / 72 / 2
    for row, line in enumerate(lines_of(paragraphs, font, width)):
        pen.text((LEFT * pixel, TOP * pixel + row * PITCH * dpi / 72), line, font=font, fill=25)
    return sheet


def photographed(sheet, *, turned=0.0, chance=2026):
    """The page as a telephone takes it: askew, half in the shade, noisy, JPEG of quality 60."""
    laid = sheet.rotate(turned, resample=Image.Resampling.BICUBIC, fillcolor=235)
    light = np.asarray(laid).astype(float)
    down, across = np.mgrid[0 : light.shape[0], 0 : light.shape[1]]
    light *= 0.6 + 0.4 * np.clip(0.7 * across / light.shape[1] + 0.6 * down / light.shape[0], 0, 1)
    light += np.random.default_rng(chance).normal(0, 9, light.shape)
    return packed(Image.fromarray(light.clip(0, 255).astype("uint8")), "JPEG", quality=60)


def packed(sheet, form, **options):
    """The bytes of a picture in one of the forms of files."""
    out = io.BytesIO()
    sheet.save(out, form, **options)
    return out.getvalue()
