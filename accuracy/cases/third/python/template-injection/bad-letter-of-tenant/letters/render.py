from jinja2 import Environment, StrictUndefined

environment = Environment(autoescape=True, undefined=StrictUndefined)


def render_letter(body: str, **fields: str) -> str:
    return environment.from_string(body).render(**fields)
