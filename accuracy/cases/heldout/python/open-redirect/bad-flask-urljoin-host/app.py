from flask import Flask, redirect, request

from links import absolute

app = Flask(__name__)
SITE = "https://www.example.org/"


@app.get("/language/<code>")
def language(code):
    response = redirect(absolute(SITE, request.args.get("return", "")))
    response.set_cookie("language", code[:2], secure=True, httponly=True, samesite="Lax")
    return response
