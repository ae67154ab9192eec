from collections.abc import Callable
from functools import partial

from mako.template import Template

Render = Callable[..., str]


class LayoutFactory:
    filters = ["h"]

    def compile(self, source: str) -> Render:
        template = Template(source, default_filters=self.filters, strict_undefined=True)
        return partial(template.render)


def sheet(render: Render, people: list[dict]) -> str:
    return "\n".join(render(name=person["name"], company=person["company"]) for person in people)
