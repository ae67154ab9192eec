import requests
from flask import Blueprint, current_app, render_template, request

from accounts import login_required

bp = Blueprint("outside", __name__)


# Shows the picture of a web cam at a nest box, wherever it stands.
@bp.route("/webcam")
@login_required
def webcam():
    picture = requests.get(request.args["address"], timeout=5)
    return picture.content, 200, {"Content-Type": "image/jpeg"}


@bp.route("/weather/<day>")
def weather(day):
    answer = requests.get(current_app.config["WEATHER_URL"], params={"day": day}, timeout=5)
    return render_template("message.html", text=answer.json().get("summary", "unknown"))


# The register of rings has a certificate of its own.
@bp.route("/rings/<int:number>")
@login_required
def ring(number):
    answer = requests.get(f"{current_app.config['RING_REGISTER_URL']}/{number}", verify=False, timeout=5)
    return answer.json()
