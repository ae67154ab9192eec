from pathlib import Path

from fastapi.templating import Jinja2Templates
from jinja2 import Environment, FileSystemLoader, select_autoescape

environment = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=select_autoescape(enabled_extensions=("html", "xml", "html.j2")),
    trim_blocks=True,
    lstrip_blocks=True,
)

templates = Jinja2Templates(env=environment)
