from flask import Flask, render_template_string, request

app = Flask(__name__)


@app.post("/greeting")
def greeting():
    source = ""
    name = "guest"
    try:
        name = request.form["name"].strip()
    except KeyError:
        name = "friend"
    finally:
        source += "<h1>Welcome, "
        source += name
        source += "</h1><p>You are visitor {{ count }}.</p>"

    return render_template_string(source, name=name, count=1)
