from pathlib import Path

from jinja2 import Environment, FileSystemLoader, select_autoescape

environment = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "pages"), trim_blocks=True, autoescape=select_autoescape()
)


def page(name: str, **values) -> str:
    return environment.get_template(name).render(**values)
