from pathlib import Path

from jinja2 import Environment, FileSystemLoader

environment = Environment(loader=FileSystemLoader(Path(__file__).parent / "pages"), trim_blocks=True)


def page(name: str, **values) -> str:
    return environment.get_template(name).render(**values)
