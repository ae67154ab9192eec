from flask import Flask, render_template_string, request
from markupsafe import Markup

app = Flask(__name__)

PAGE = "<html><body>{{ notice }}</body></html>"


@app.get("/rooms")
def list_rooms():
    return {"rooms": ["lobby", "workshop"]}


@app.post("/rooms/leave")
def leave_room():
    rooms = {"lobby": "Lobby", "last": request.form.get("room", "")}
    notice = Markup("<em>You have left %s</em>" % rooms["last"])
    return render_template_string(PAGE, notice=notice)
