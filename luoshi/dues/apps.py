"""How Django finds this room."""

from django.apps import AppConfig


class DuesConfig(AppConfig):
    """The room, as Django knows it: dues go along with a merger, lights look as the city says."""

    name = "luoshi.dues"

    def ready(self) -> None:
        """Tell the register of units how what is owed moves, the signs where their looks stand."""
        # Tables can be read only once all apps are loaded.
        from luoshi.dues.moving import CARRIER  # noqa: PLC0415
        from luoshi.dues.queries import dress_here  # noqa: PLC0415
        from luoshi.kit import signs  # noqa: PLC0415
        from luoshi.organisation import mergers  # noqa: PLC0415

        mergers.register(CARRIER)
        signs.dress(dress_here)
