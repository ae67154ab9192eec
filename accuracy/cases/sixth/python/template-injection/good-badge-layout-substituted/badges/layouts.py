from collections.abc import Callable
from functools import partial
from html import escape
from string import Template

Render = Callable[..., str]


class LayoutFactory:
    escape = staticmethod(escape)

    def _fill(self, template: Template, **values: str) -> str:
        return template.safe_substitute({k: self.escape(v) for k, v in values.items()})

    def compile(self, source: str) -> Render:
        template = Template(self.escape(source, quote=False))
        return partial(self._fill, template)


def sheet(render: Render, people: list[dict]) -> str:
    return "\n".join(render(name=person["name"], company=person["company"]) for person in people)
