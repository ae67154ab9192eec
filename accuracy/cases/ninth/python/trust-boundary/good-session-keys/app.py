import os

from flask import Flask, redirect, request, session

app = Flask(__name__)
app.secret_key = os.environ["FLASK_SECRET_KEY"]

DENSITIES = ["compact", "comfortable", "spacious"]


@app.get("/")
def home():
    return f"density {DENSITIES.index(session.get('density', 'compact'))}"


@app.post("/view-options")
def view_options():
    for density in DENSITIES:
        if request.form.get("opt_density") == density:
            session["density"] = density
    return redirect("/")
