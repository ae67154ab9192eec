from flask import Flask, make_response, request

app = Flask(__name__)


@app.after_request
def no_store(response):
    response.headers["Cache-Control"] = "no-store"
    return response


@app.get("/kiosk/greeting")
def greeting():
    name = request.args.get("name", "guest")
    padded = name.title().ljust(12, ".")
    body = f"<h1>Welcome, {padded}</h1>"
    page = "".join(["<!doctype html><html><body>", body, "</body></html>"])
    response = make_response(page)
    response.headers["Content-Type"] = "text/html; charset=utf-8"
    return response
