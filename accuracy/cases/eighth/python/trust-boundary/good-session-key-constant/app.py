from flask import Flask, jsonify, request, session

app = Flask(__name__)
app.config.from_prefixed_env()


@app.post("/preferences")
def preferences():
    name = request.form.get("name", "theme")
    value = request.form.get("value", "light")

    entries = {"count": len(value)}
    entries["name"] = "theme_length"

    session[entries["name"]] = entries["count"]
    return jsonify(saved=name)


@app.get("/admin")
def admin():
    if session.get("role") != "admin":
        return jsonify(error="forbidden"), 403
    return jsonify(section="admin")
