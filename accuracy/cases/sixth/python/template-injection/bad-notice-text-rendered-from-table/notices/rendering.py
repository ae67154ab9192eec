from jinja2 import Environment, StrictUndefined


class NoticeRenderer:
    def __init__(self) -> None:
        self.environment = Environment(autoescape=True, undefined=StrictUndefined)
        self.environment.globals.clear()

    def render(self, source: str, order: dict) -> str:
        values = {"name": order["name"], "number": order["number"], "total": order["total"]}
        return self.environment.from_string(source).render(values)
