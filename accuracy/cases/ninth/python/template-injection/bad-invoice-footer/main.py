from io import StringIO

from fastapi import FastAPI
from fastapi.responses import PlainTextResponse
from jinja2 import Environment

app = FastAPI()
env = Environment(autoescape=True)

FOOTERS = {"short": "Thank you.", "terms": "Payable within {{ days }} days."}


@app.get("/invoices/{number}/text", response_class=PlainTextResponse)
def invoice_text(number: int, footer: str = "short"):
    buffer = StringIO()
    buffer.write("Invoice {{ number }}\n")
    buffer.write(FOOTERS.get(footer, footer))
    template = env.from_string(buffer.getvalue())
    return template.render(number=number, days=30)
