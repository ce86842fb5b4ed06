from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Terms, persons and their dated seats, sectors, committees, organisations and aliases, places."""

    name = "luzhi.people"
    label = "people"

    def ready(self) -> None:
        from luzhi.access import actors  # noqa: PLC0415 -- declarations need loaded models
        from luzhi.people import accounts, figures, kinds, rules  # noqa: F401, PLC0415 -- the same

        actors.LINKS.append(accounts.find_links)
        actors.TIES["person"] = accounts.tie_person
        actors.TIES["unit"] = accounts.tie_unit
