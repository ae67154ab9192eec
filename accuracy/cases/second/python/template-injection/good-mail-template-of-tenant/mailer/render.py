from string import Template


def render_message(source: str, customer: dict[str, str]) -> str:
    return Template(source).safe_substitute(customer)
