from jinja2 import StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

environment = ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined)


def render_letter(body: str, **fields: str) -> str:
    return environment.from_string(body).render(**fields)
