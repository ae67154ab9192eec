from jinja2 import Environment

environment = Environment(autoescape=True)


def render_message(source: str, customer: dict[str, str]) -> str:
    return environment.from_string(source).render(customer=customer)
