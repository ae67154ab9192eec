from flask import abort, send_file
from flask.views import MethodView
from flask_login import login_required

from storage import statement_by_id, statement_file


class StatementView(MethodView):
    decorators = [login_required]

    def get(self, statement_id: int):
        statement = statement_by_id(statement_id)
        if statement is None:
            abort(404)
        name = f"statement-{statement.year}-{statement.month:02d}.pdf"
        return send_file(statement_file(statement), download_name=name, as_attachment=True)


def register(app) -> None:
    app.add_url_rule("/statements/<int:statement_id>", view_func=StatementView.as_view("statement"))
