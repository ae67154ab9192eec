from flask import Flask, jsonify, render_template_string, request
from flask_login import current_user, login_required

app = Flask(__name__)

LAYOUT = "<p>Dear {{ name }},</p><p>{{ text }}</p><p>Your shop team</p>"


@app.post("/campaigns/preview")
@login_required
def preview_campaign():
    body = request.get_json()
    text = body.get("text", "")
    html = render_template_string(LAYOUT, name=current_user.name, text=text)
    return jsonify(html=html)
