"""The sheets of the roster and their columns: what the template offers and the import reads."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType

from luoshi.organisation.terms import OwnerRoom, Role, UnitKind
from luoshi.papers.sheets import Column, Kind

REGIONS, UNITS, ALIASES, PARTY = "行政区划", "单位", "别名", "党组织"
POSTS, SPHERES, GROUPS = "职务与人员", "分管领域", "分组"
OFFICES, DESIGNATIONS = "领导小组办公室", "授权"

KINDS = MappingProxyType({str(kind.label): str(kind.value) for kind in UnitKind})
ROLES = MappingProxyType({str(role.label): str(role.value) for role in Role})
ROOMS = MappingProxyType({str(room.label): str(room.value) for room in OwnerRoom})


def _words(
    key: str, heading: str, longest: int, *, required: bool = False, hint: str = ""
) -> Column:
    return Column(key, heading, required=required, longest=longest, hint=hint)


def _day(key: str, heading: str, *, required: bool = False, hint: str = "") -> Column:
    return Column(key, heading, Kind.DATE, required=required, hint=hint)


_UNIT = _words("unit", "单位代码", 40, required=True, hint="填“单位”表中的单位代码")
_SINCE, _UNTIL = _day("since", "起", required=True), _day("until", "止", hint="最后一日，含当日")

TABLES: Mapping[str, Sequence[Column]] = MappingProxyType(
    {
        REGIONS: (
            _words("code", "行政区划代码", 12, required=True, hint="GB/T 2260代码"),
            _words("name", "名称", 60, required=True),
            _words("above", "上级代码", 12),
        ),
        UNITS: (
            _words("code", "单位代码", 40, required=True, hint="定后不变，重复导入以此为准"),
            _words("name", "单位名称", 100, required=True, hint="全称；更名请用“更名”办理"),
            _words("short_name", "简称", 60, hint="规范简称，如“市住建局”"),
            Column("kind", "类别", Kind.CHOICE, required=True, choices=KINDS),
            _words("above", "上级单位代码", 40, hint="不填即为最上级"),
            Column(
                "place",
                "排序",
                Kind.NUMBER,
                whole=True,
                least=Decimal(0),
                most=Decimal(1_000_000),
                hint="机构序列中的位次",
            ),
            _day("since", "设立日期", required=True),
            _day("until", "撤销日期", hint="最后一日；仅用于补录已撤销的单位"),
            _words("successor", "承接单位代码", 40, hint="仅用于补录已撤销的单位"),
            _words("region", "行政区划代码", 12),
            Column("room", "督查室归属", Kind.CHOICE, choices=ROOMS, hint="仅督查室填写"),
        ),
        ALIASES: (
            _UNIT,
            _words("name", "别名", 100, required=True, hint="文件中的其他写法，如“市发展改革委”"),
        ),
        PARTY: (
            _words("code", "党组织代码", 40, required=True),
            _words("name", "名称", 100, required=True),
            _words("above", "上级党组织代码", 40),
            _words("unit", "单位代码", 40, hint="所在单位"),
        ),
        POSTS: (
            _UNIT,
            _words("title", "职务", 60, required=True),
            Column("role", "角色", Kind.CHOICE, required=True, choices=ROLES),
            _words("username", "登录名", 60, hint="职务空缺的，登录名、姓名、任职日期不填"),
            _words("name", "姓名", 60),
            _words("phone", "电话", 30),
            _day("since", "任职日期"),
            _day("until", "免职日期", hint="最后一日，含当日"),
            _words("document_number", "任免文号", 60),
        ),
        SPHERES: (
            _UNIT,
            _words("title", "职务", 60, required=True, hint="领导的职务，如“副市长”"),
            _words("name", "分管领域", 100, required=True),
            _words("units", "分管单位代码", 4000, hint="多个代码用顿号分开"),
            _words("document_number", "分工文号", 60),
            _SINCE,
            _UNTIL,
        ),
        GROUPS: (_words("name", "分组名称", 60, required=True, hint="如“各县区”"), _UNIT),
        OFFICES: (
            _words("name", "名称", 100, required=True),
            _words("unit", "承担单位代码", 40, required=True),
            _SINCE,
            _UNTIL,
        ),
        DESIGNATIONS: (
            _UNIT,
            _words("scope", "督查事项和范围", 200, required=True),
            _words("document_number", "指定文号", 60, required=True),
            _SINCE,
            _day("until", "止", required=True),
        ),
    }
)
