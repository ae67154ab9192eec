import logging

import psycopg
from flask import jsonify
from flask.views import MethodView

logger = logging.getLogger(__name__)


class ApiView(MethodView):
    def dispatch_request(self, **kwargs):
        try:
            return super().dispatch_request(**kwargs)
        except psycopg.Error:
            logger.exception("database failed")
            return jsonify(error="database"), 500
