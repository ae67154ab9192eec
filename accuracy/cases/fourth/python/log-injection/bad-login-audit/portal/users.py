from werkzeug.security import check_password_hash

from .models import User


def check_password(username, password):
    user = User.query.filter_by(username=username).first()
    return user is not None and check_password_hash(user.password_hash, password)
