"""The words of this room (domain/08)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class UnitKind(TextChoices):
    """What sort of unit it is: decides which pages list it, never what it may do."""

    COMMITTEE = "COMMITTEE", _("党委")
    GOVERNMENT = "GOVERNMENT", _("政府")
    OFFICE = "OFFICE", _("办公室")
    ROOM = "ROOM", _("督查室")
    PARTY_ORGAN = "PARTY_ORGAN", _("党委部门")
    BUREAU = "BUREAU", _("政府部门")
    COUNTY = "COUNTY", _("县（市、区）")
    ZONE = "ZONE", _("功能区")
    TOWNSHIP = "TOWNSHIP", _("乡镇、街道")
    VERTICAL = "VERTICAL", _("垂直管理单位")
    ENTERPRISE = "ENTERPRISE", _("市属企业")
    SECTION = "SECTION", _("处（科）室")
    OTHER = "OTHER", _("其他")


class OwnerRoom(TextChoices):
    """Whose ledger a matter stands in (domain/14, Q19)."""

    PARTY = "PARTY", _("市委督查室")
    GOVERNMENT = "GOVERNMENT", _("市政府督查室")
    JOINT = "JOINT", _("两办共管")
    DESIGNATED = "DESIGNATED", _("授权单位")


class Role(TextChoices):
    """What a post is for; what it sees and may do follows from it (domain/08 section 8.2)."""

    MAIN_LEADER = "MAIN_LEADER", _("主要领导")
    LEADER = "LEADER", _("市领导")
    SECRETARY_GENERAL = "SECRETARY_GENERAL", _("秘书长")
    DIRECTOR = "DIRECTOR", _("督查室主任")
    OFFICER = "OFFICER", _("督查员")
    VERIFIER = "VERIFIER", _("核查员")
    ARCHIVIST = "ARCHIVIST", _("归档员")
    UNIT_HEAD = "UNIT_HEAD", _("单位主要负责人")
    UNIT_DEPUTY = "UNIT_DEPUTY", _("单位分管领导")
    LIAISON = "LIAISON", _("联络员")
    HANDLER = "HANDLER", _("承办人")
    OBSERVER = "OBSERVER", _("观察员")
    ASSESSOR = "ASSESSOR", _("考核员")
    SYSTEM_ADMIN = "SYSTEM_ADMIN", _("系统管理员")
    SECURITY_ADMIN = "SECURITY_ADMIN", _("安全管理员")
    AUDIT_ADMIN = "AUDIT_ADMIN", _("审计管理员")


LEADERS = (Role.MAIN_LEADER, Role.LEADER)
ROOM_ROLES = (Role.DIRECTOR, Role.OFFICER)
UNIT_ROLES = (Role.UNIT_HEAD, Role.UNIT_DEPUTY, Role.LIAISON, Role.HANDLER)
# Who sees what was issued in the whole city and does nothing to it; each look is written down.
ONLOOKERS = (Role.OBSERVER, Role.ASSESSOR)
ADMIN_ROLES = (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN)
