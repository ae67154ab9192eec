import html
from string import Template

SHELL = Template(
    "<!doctype html><html><head><title>$title</title></head>"
    "<body><main><h1>$title</h1><p>$message</p>"
    "<button onclick=\"window.close()\">Close</button></main></body></html>"
)


class PageRenderer:
    defaults = {"title": "Account connection"}

    def render(self, **values: str) -> str:
        context = {**self.defaults, **values}
        return SHELL.substitute({name: html.escape(text) for name, text in context.items()})
