from flask import Flask

from members import require_staff, set_password
from passwords import pastel, temporary_password

app = Flask(__name__)


@app.post("/members/<int:member_id>/reset")
@require_staff
def reset(member_id):
    set_password(member_id, temporary_password())
    return {"mailed": True, "color": pastel()}
