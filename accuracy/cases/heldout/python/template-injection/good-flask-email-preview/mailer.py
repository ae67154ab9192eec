from jinja2 import Environment, select_autoescape

environment = Environment(autoescape=select_autoescape(default=True))


def preview(subject, recipient):
    source = "<h1>{{ subject }}</h1><p>Dear {{ recipient }},</p>"
    return environment.from_string(source).render(recipient=recipient, subject=subject)
