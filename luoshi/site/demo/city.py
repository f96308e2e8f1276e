"""The units of 澄川市, its rooms, counties and townships; every one of them is invented."""

from dataclasses import dataclass

from luoshi.organisation.terms import OwnerRoom, Role, UnitKind

K = UnitKind


@dataclass(frozen=True)
class Place:
    """One unit of the city, as a row of the organisation template says it."""

    code: str
    name: str
    short_name: str
    kind: str
    above: str = ""
    room: str = ""
    aliases: tuple[str, ...] = ()


TOP = (
    Place("SW", "中共澄川市委", "市委", K.COMMITTEE),
    Place("SWB", "中共澄川市委办公室", "市委办公室", K.OFFICE, "SW"),
    Place("SWDC", "中共澄川市委督查室", "市委督查室", K.ROOM, "SWB", OwnerRoom.PARTY),
    Place("SF", "澄川市人民政府", "市政府", K.GOVERNMENT),
    Place("SFB", "澄川市人民政府办公室", "市政府办公室", K.OFFICE, "SF"),
    Place("SFDC", "澄川市人民政府督查室", "市政府督查室", K.ROOM, "SFB", OwnerRoom.GOVERNMENT),
)
ASSESSORS = Place("KHB", "中共澄川市委考核工作委员会办公室", "市考核办", K.OFFICE, "SW")
# code, name after the city's, short name, other ways to write it
_BUREAUS = (
    ("FGW", "发展和改革委员会", "市发改委", "市发展改革委"),
    ("JYJ", "教育局", "市教育局", ""),
    ("KJJ", "科学技术局", "市科技局", ""),
    ("GXJ", "工业和信息化局", "市工信局", "市工业和信息化局"),
    ("GAJ", "公安局", "市公安局", ""),
    ("MZJ", "民政局", "市民政局", ""),
    ("SFJ", "司法局", "市司法局", ""),
    ("CZJ", "财政局", "市财政局", ""),
    ("RSJ", "人力资源和社会保障局", "市人社局", "市人力资源社会保障局"),
    ("ZRJ", "自然资源和规划局", "市自然资源局", "市自然资源和规划局"),
    ("HBJ", "生态环境局", "市生态环境局", ""),
    ("ZJJ", "住房和城乡建设局", "市住建局", "市住房城乡建设局"),
    ("JTJ", "交通运输局", "市交通运输局", "市交通局"),
    ("SLJ", "水利局", "市水利局", ""),
    ("NYJ", "农业农村局", "市农业农村局", ""),
    ("SWJ", "商务局", "市商务局", ""),
    ("WLJ", "文化和旅游局", "市文旅局", "市文化和旅游局"),
    ("WJW", "卫生健康委员会", "市卫健委", "市卫生健康委"),
    ("TYR", "退役军人事务局", "市退役军人局", ""),
    ("YJJ", "应急管理局", "市应急局", "市应急管理局"),
    ("SJJ", "审计局", "市审计局", ""),
    ("GZW", "国有资产监督管理委员会", "市国资委", ""),
    ("SCJ", "市场监督管理局", "市市场监管局", ""),
    ("TJJ", "统计局", "市统计局", ""),
    ("YBJ", "医疗保障局", "市医保局", ""),
    ("XFJ", "信访局", "市信访局", ""),
    ("LYJ", "林业和草原局", "市林草局", ""),
    ("SPJ", "行政审批服务局", "市行政审批局", "市行政审批服务局"),
    ("DSJ", "大数据管理局", "市大数据局", ""),
    ("CGJ", "城市管理综合行政执法局", "市城管执法局", "市城市管理局"),
    ("JRB", "地方金融管理局", "市金融局", ""),
    ("TYJ", "体育局", "市体育局", ""),
    ("RFB", "人民防空办公室", "市人防办", ""),
    ("JGJ", "机关事务管理局", "市机关事务局", ""),
    ("TZJ", "投资促进局", "市投促局", ""),
    ("LCJ", "粮食和物资储备局", "市粮储局", ""),
)
_PARTY = (
    ("ZZB", "市委组织部"),
    ("XCB", "市委宣传部"),
    ("TZB", "市委统战部"),
    ("ZFW", "市委政法委员会"),
    ("BB", "市委机构编制委员会办公室"),
)
PARTY_CODES = tuple(code for code, _name in _PARTY)
_VERTICAL = (
    ("SWU", "税务局", "市税务局"),
    ("QXJ", "气象局", "市气象局"),
    ("XFZ", "消防救援支队", "市消防救援支队"),
)
# code, name, townships and streets below it
_COUNTIES = (
    ("LXX", "岚溪县", "岚城镇 石坪镇 云岭乡 柳河镇 双桥镇 凤鸣乡 茶亭镇 溪口镇 杉木乡"),
    ("YDX", "云渡县", "渡口镇 安平镇 竹溪乡 新桥镇 麻柳镇 龙潭乡 平坝镇 三岔镇 梨园乡"),
    ("QYX", "青岩县", "青岩镇 白石镇 雾山乡 红砂镇 永兴镇 高坪乡 清泉镇 马鞍镇 银杏乡"),
    ("SLX", "松陵县", "松陵镇 望湖镇 古井乡 大堰镇 花园镇 芦苇乡 太和镇 金沙镇 鹿回乡"),
    ("LPQ", "临浦区", "临浦街道 沙洲街道 北门街道 南桥街道 学府街道 滨河街道 芳草镇 桐林镇 五里镇"),
    ("WJQ", "望江区", "望江街道 东林街道 西城街道 老码头街道 明月街道 长堤镇 莲塘镇 石牌镇 朝阳镇"),
)
_ZONES = (
    ("GXQ", "澄川高新技术产业开发区", "高新区", "科苑街道 云谷街道 创智街道"),
    ("JKQ", "澄川经济技术开发区", "经开区", "港区街道 临港街道 兴业街道"),
)
# Small bureaus have no section head of their own for supervised work.
_SMALL = ("TYR", "LYJ", "JRB", "TYJ", "RFB", "JGJ", "TZJ", "LCJ", "XFJ", "GZW", "YBJ", "TJJ")


def places() -> list[Place]:
    """Return every unit in official order, each after the one above it."""
    found = [*TOP]
    found += [Place(code, f"澄川{name}", name, K.PARTY_ORGAN, "SW") for code, name in _PARTY]
    for code, name, short, alias in _BUREAUS:
        other = (alias,) if alias else ()
        found.append(Place(code, f"澄川市{name}", short, K.BUREAU, "SF", aliases=other))
    for code, name, short in _VERTICAL:
        found.append(Place(code, f"澄川市{name}", short, K.VERTICAL, "SF"))
    for code, name, townships in _COUNTIES:
        found.append(Place(code, name, name, K.COUNTY, "SF", aliases=(f"{name}人民政府",)))
        found += _townships(code, name, townships)
    for code, name, short, townships in _ZONES:
        found.append(Place(code, name, short, K.ZONE, "SF", aliases=(f"{short}管委会",)))
        found += _townships(code, short, townships)
    return [*found, ASSESSORS]


def _townships(above: str, county: str, names: str) -> list[Place]:
    return [
        Place(f"{above}{number:02d}", f"{county}{name}", f"{county}{name}", K.TOWNSHIP, above)
        for number, name in enumerate(names.split(), start=1)
    ]


ROOM_POSTS = (
    ("主任", Role.DIRECTOR),
    ("督查一科科长", Role.OFFICER),
    ("督查二科科长", Role.OFFICER),
    ("核查专员", Role.VERIFIER),
    ("档案管理员", Role.ARCHIVIST),
)
ASSESSOR_POSTS = (
    ("主任", Role.UNIT_HEAD),
    ("指标科科长", Role.ASSESSOR),
    ("考核科科长", Role.ASSESSOR),
    ("复核科科长", Role.ASSESSOR),
    ("综合科科长", Role.ASSESSOR),
)
# title, field, units
LEADERS = (
    ("市长", "全面工作", ("LXX", "YDX", "QYX", "SLX", "LPQ", "WJQ", "SJJ", "JGJ")),
    (
        "常务副市长",
        "发展改革、财政、统计、审批",
        ("FGW", "CZJ", "TJJ", "SPJ", "SWU", "JRB", "TZJ", "GZW", "LCJ"),
    ),
    (
        "副市长（城建）",
        "城乡建设、交通、水利",
        ("ZJJ", "ZRJ", "JTJ", "SLJ", "CGJ", "HBJ", "RFB", "LYJ"),
    ),
    (
        "副市长（产业）",
        "工业、商务、农业、科技",
        ("GXJ", "SWJ", "NYJ", "KJJ", "DSJ", "SCJ", "GXQ", "JKQ"),
    ),
    (
        "副市长（社会）",
        "教育、卫生、文旅、民政、应急",
        ("JYJ", "WJW", "WLJ", "MZJ", "YBJ", "YJJ", "RSJ", "TYR", "TYJ", "QXJ", "XFZ"),
    ),
    ("副市长（政法）", "公安、司法、信访", ("GAJ", "SFJ", "XFJ")),
)


def party_places() -> list[tuple[str, str, str, str]]:
    """Return the party organisations: code, name, code above, unit."""
    found = [("D01", "中共澄川市直属机关工作委员会", "", "SWB")]
    for number, place in enumerate(places(), start=2):
        if place.kind in (K.BUREAU, K.PARTY_ORGAN):
            found.append((f"D{number:02d}", f"中共{place.name}机关委员会", "D01", place.code))
    return found


def posts_of(place: Place) -> tuple[tuple[str, Role], ...]:
    """Return the posts of a unit: title and role."""
    if place.kind == K.ROOM:
        return ROOM_POSTS
    if place is ASSESSORS:
        return ASSESSOR_POSTS
    if place.kind == K.GOVERNMENT:
        roles = {"市长": Role.MAIN_LEADER}
        return tuple((title, roles.get(title, Role.LEADER)) for title, _name, _units in LEADERS)
    if place.code == "SW":
        return (("市委书记", Role.MAIN_LEADER),)
    if place.code == "SFB":
        return (("秘书长", Role.SECRETARY_GENERAL),)
    if place.code == "SWB":
        return (("市委秘书长", Role.SECRETARY_GENERAL),)
    head = {K.COUNTY: "县（区）长", K.TOWNSHIP: "镇长（主任）", K.ZONE: "管委会主任"}.get(
        K(place.kind), "主要负责人"
    )
    if place.kind == K.TOWNSHIP:
        return ((head, Role.UNIT_HEAD), ("联络员", Role.LIAISON))
    posts = ((head, Role.UNIT_HEAD), ("分管负责人", Role.UNIT_DEPUTY), ("联络员", Role.LIAISON))
    if place.code in _SMALL or place.kind in (K.PARTY_ORGAN, K.VERTICAL):
        return posts
    return (*posts, ("承办科室负责人", Role.HANDLER))


OBSERVERS = (("SJJ", "督查联络观察员"),)
# The unit whose people visitors play; it has no more on its desk than a day can hold.
PLAYED = "ZJJ"
# Units whose head has every report signed before it goes out.
SIGNED_FIRST = ("ZJJ", "JYJ", "YJJ", "SLJ", "NYJ", "WJW", "LXX", "WJQ")
# Offices of leading groups, each a role of the unit that hosts it.
OFFICES = (
    ("市双碳工作领导小组办公室", "FGW"),
    ("市防汛抗旱指挥部办公室", "YJJ"),
    ("市安全生产委员会办公室", "YJJ"),
    ("市食品安全委员会办公室", "SCJ"),
    ("市城市更新工作领导小组办公室", "ZJJ"),
    ("市优化营商环境工作领导小组办公室", "SPJ"),
    ("市乡村振兴工作领导小组办公室", "NYJ"),
)
# Departments that may supervise under a paper, for a time (Order 733 art. 7).
DESIGNATIONS = (
    ("YJJ", "安全生产和防灾减灾事项的专项督查", "澄政办〔{year}〕9号"),
    ("HBJ", "生态环境保护整改事项的专项督查", "澄政办〔{year}〕14号"),
)


def groups() -> dict[str, list[str]]:
    """Return the collective names papers use, and the codes of the units each means."""
    by_kind: dict[str, list[str]] = {}
    for place in places():
        by_kind.setdefault(str(place.kind), []).append(place.code)
    counties = by_kind[K.COUNTY] + by_kind[K.ZONE]
    bureaus = by_kind[K.BUREAU] + by_kind[K.VERTICAL]
    return {
        "各县（区）": counties,
        "各县区": counties,
        "市直各部门": bureaus,
        "各乡镇（街道）": by_kind[K.TOWNSHIP],
    }
