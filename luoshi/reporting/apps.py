"""How Django finds this room."""

from django.apps import AppConfig


class ReportingConfig(AppConfig):
    """The room, as Django knows it: the ledger below learns here what was reported last."""

    name = "luoshi.reporting"

    def ready(self) -> None:
        """Tell the ledger what was said last, how a matter ends, what goes along."""
        # Tables can be read only once all apps are loaded.
        from luoshi.breakdown import endings, many  # noqa: PLC0415
        from luoshi.breakdown.ledger import latest  # noqa: PLC0415
        from luoshi.organisation import mergers  # noqa: PLC0415
        from luoshi.reporting import inbulk, moving, voices  # noqa: PLC0415
        from luoshi.reporting.operations import ending  # noqa: PLC0415

        latest.register(voices.VOICES)
        endings.register(ending.terminate)
        mergers.register(moving.CARRIER)
        for deed in (inbulk.COMPLETE, inbulk.WRITE_OFF, inbulk.FILE):
            many.register(deed)
