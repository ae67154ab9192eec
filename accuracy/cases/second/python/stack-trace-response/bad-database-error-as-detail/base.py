import logging

import psycopg
from flask import jsonify
from flask.views import MethodView

logger = logging.getLogger(__name__)


class ApiView(MethodView):
    def dispatch_request(self, **kwargs):
        try:
            return super().dispatch_request(**kwargs)
        except psycopg.Error as error:
            logger.exception("database failed")
            return jsonify(error="database", detail=str(error), query=error.diag.internal_query), 500
