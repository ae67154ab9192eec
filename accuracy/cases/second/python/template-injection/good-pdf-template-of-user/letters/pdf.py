from jinja2 import Environment, PackageLoader, select_autoescape
from weasyprint import HTML

environment = Environment(loader=PackageLoader("letters"), autoescape=select_autoescape())


def letter_pdf(text: str, sender: str) -> bytes:
    page = environment.get_template("letter.html")
    return HTML(string=page.render(sender=sender, text=text)).write_pdf()
