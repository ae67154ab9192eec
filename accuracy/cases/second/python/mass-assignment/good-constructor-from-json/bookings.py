from flask import Blueprint, g, jsonify, request

from auth import login_required
from extensions import db
from models import Booking, Room

bp = Blueprint("bookings", __name__, url_prefix="/bookings")


@bp.post("")
@login_required
def create():
    body = request.get_json()
    room = db.get_or_404(Room, body["room_id"])
    booking = Booking(
        room_id=room.id,
        nights=int(body["nights"]),
        price_cents=room.price_cents,
        state="requested",
        guest_id=g.user.id,
    )
    db.session.add(booking)
    db.session.commit()
    return jsonify(id=booking.id, state=booking.state), 201
