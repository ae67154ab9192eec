import os

import redis
from werkzeug.security import check_password_hash

from .models import User

store = redis.Redis.from_url(os.environ["REDIS_URL"], socket_timeout=2)


def authenticate(email, password):
    user = User.query.filter_by(email=email).first()
    return user if user and check_password_hash(user.password_hash, password) else None


def save_session(sid, user_id):
    store.set(f"session:{sid}", user_id, ex=28800)
