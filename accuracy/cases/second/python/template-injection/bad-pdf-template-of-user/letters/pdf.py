from jinja2 import Environment, PackageLoader, select_autoescape
from weasyprint import HTML

environment = Environment(loader=PackageLoader("letters"), autoescape=select_autoescape())


def letter_pdf(text: str, sender: str) -> bytes:
    page = environment.from_string("{% extends 'letter.html' %}{% block text %}" + text + "{% endblock %}")
    return HTML(string=page.render(sender=sender)).write_pdf()
