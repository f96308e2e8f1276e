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
_VERTICAL = (
    ("SWU", "税务局", "市税务局"),
    ("QXJ", "气象局", "市气象局"),
    ("XFZ", "消防救援支队", "市消防救援支队"),
)
# code, name, townships below it
_COUNTIES = (
    ("LXX", "岚溪县", ("岚城镇", "石坪镇", "云岭乡", "柳河镇")),
    ("YDX", "云渡县", ("渡口镇", "安平镇", "竹溪乡", "新桥镇")),
    ("QYX", "青岩县", ("青岩镇", "白石镇", "雾山乡")),
    ("SLX", "松陵县", ("松陵镇", "望湖镇", "古井乡")),
    ("LPQ", "临浦区", ("临浦街道", "沙洲街道", "北门街道")),
    ("WJQ", "望江区", ("望江街道", "东林街道", "长堤镇")),
)
_ZONES = (("GXQ", "澄川高新技术产业开发区", "高新区"), ("JKQ", "澄川经济技术开发区", "经开区"))


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
        other = (f"{name}人民政府",)
        found.append(Place(code, f"{name}", name, K.COUNTY, "SF", aliases=other))
        for number, township in enumerate(townships, start=1):
            full = f"{name}{township}"
            found.append(Place(f"{code}{number:02d}", full, full, K.TOWNSHIP, code))
    for code, name, short in _ZONES:
        found.append(Place(code, name, short, K.ZONE, "SF", aliases=(f"{name}管委会",)))
    return found


ROOM_POSTS = (
    ("主任", Role.DIRECTOR),
    ("督查一科科长", Role.OFFICER),
    ("督查二科科长", Role.OFFICER),
    ("核查专员", Role.VERIFIER),
    ("档案管理员", Role.ARCHIVIST),
)
LEADERS = (
    ("市长", "全面工作", ()),
    ("常务副市长", "发展改革、财政、统计、审批", ("FGW", "CZJ", "TJJ", "SPJ", "SWU", "JRB", "TZJ")),
    ("副市长（城建）", "城乡建设、交通、水利", ("ZJJ", "ZRJ", "JTJ", "SLJ", "CGJ", "HBJ", "RFB")),
    ("副市长（产业）", "工业、商务、农业、科技", ("GXJ", "SWJ", "NYJ", "KJJ", "DSJ", "GXQ", "JKQ")),
    (
        "副市长（社会）",
        "教育、卫生、文旅、民政、应急",
        ("JYJ", "WJW", "WLJ", "MZJ", "YBJ", "YJJ", "RSJ"),
    ),
)


def posts_of(place: Place) -> tuple[tuple[str, Role], ...]:
    """Return the posts of a unit: title and role."""
    if place.kind == K.ROOM:
        return ROOM_POSTS
    if place.kind == K.GOVERNMENT:
        return tuple((title, Role.LEADER) for title, _name, _units in LEADERS)
    if place.code == "SW":
        return (("市委书记", Role.LEADER),)
    if place.code == "SFB":
        return (("秘书长", Role.SECRETARY_GENERAL),)
    if place.code == "SWB":
        return (("市委秘书长", Role.SECRETARY_GENERAL),)
    head = {K.COUNTY: "县（区）长", K.TOWNSHIP: "镇长（主任）", K.ZONE: "管委会主任"}.get(
        K(place.kind), "主要负责人"
    )
    if place.kind == K.TOWNSHIP:
        return ((head, Role.UNIT_HEAD), ("联络员", Role.LIAISON))
    return (
        (head, Role.UNIT_HEAD),
        ("分管负责人", Role.UNIT_DEPUTY),
        ("联络员", Role.LIAISON),
        ("承办科室负责人", Role.HANDLER),
    )


OBSERVERS = (("SJJ", "督查联络观察员"),)
