from flask import Flask, session

app = Flask(__name__)
app.config.from_object("settings.Production")


@app.post("/visits")
def visit():
    session["visits"] = session.get("visits", 0) + 1
    return {"visits": session["visits"]}
