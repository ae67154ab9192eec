from quart import Blueprint, Response, abort, request
from quart_auth import login_required

from exports.ledger import entries_of_current_user
from exports.registry import UnknownFormat, exporter_of

blueprint = Blueprint("exports", __name__)


@blueprint.get("/export")
@login_required
async def export():
    try:
        exporter = exporter_of(request.args.get("format", "csv"))
    except UnknownFormat:
        abort(400)
    entries = await entries_of_current_user(limit=5000)
    return Response(exporter(entries), headers={"Content-Disposition": "attachment"})
