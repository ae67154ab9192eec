from jinja2 import StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment


class NoticeRenderer:
    def __init__(self) -> None:
        self.environment = ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
        self.environment.globals.clear()

    def render(self, source: str, order: dict) -> str:
        values = {"name": order["name"], "number": order["number"], "total": order["total"]}
        return self.environment.from_string(source).render(values)
