import random
import string
from datetime import datetime, timedelta, timezone

from .models import Invite, db

ALPHABET = string.ascii_uppercase + string.digits


def new_invite(team_id, email):
    token = "".join(random.choice(ALPHABET) for _ in range(20))
    invite = Invite(
        team_id=team_id,
        email=email,
        token=token,
        expires_at=datetime.now(timezone.utc) + timedelta(days=3),
    )
    db.session.add(invite)
    db.session.commit()
    return invite
