from jinja2 import Environment, FileSystemLoader
from starlette.responses import HTMLResponse

environment = Environment(loader=FileSystemLoader("gallery/pages"), trim_blocks=True)
environment.globals["site"] = "Print gallery"


def render(name, status_code=200, **context):
    content = environment.get_template(name).render(**context)
    return HTMLResponse(content, status_code)
