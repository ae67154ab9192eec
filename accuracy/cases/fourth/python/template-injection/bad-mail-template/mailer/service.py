from flask import Flask, jsonify, render_template_string, request
from flask_login import current_user, login_required

app = Flask(__name__)


@app.post("/campaigns/preview")
@login_required
def preview_campaign():
    body = request.get_json()
    text = body.get("text", "")
    page = "<p>Dear {{ name }},</p><p>" + text + "</p><p>Your shop team</p>"
    html = render_template_string(page, name=current_user.name)
    return jsonify(html=html)
