from flask import Flask, redirect, request

app = Flask(__name__)

PARTNERS = {
    "bank": "https://bank.example/start",
    "travel": "https://travel.example/",
    "books": "https://books.example/shop",
}
HOME = "/"


def address_of(name):
    return PARTNERS.get(name, HOME)


@app.get("/partners")
def partners():
    links = "".join(f'<li><a href="/out?to={key}">{key}</a></li>' for key in PARTNERS)
    return f"<ul>{links}</ul>"


@app.get("/out")
def out():
    name = request.args.get("to", "bank").strip()
    address = address_of(name)
    response = redirect(address, code=302)
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
