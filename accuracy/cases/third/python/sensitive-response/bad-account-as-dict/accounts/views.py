from flask import jsonify
from flask.views import MethodView
from flask_login import current_user, login_required

from accounts.models import Account


class AccountView(MethodView):
    decorators = [login_required]

    def get(self):
        account = Account.get_by_id(current_user.id)
        return jsonify(account.as_dict())
