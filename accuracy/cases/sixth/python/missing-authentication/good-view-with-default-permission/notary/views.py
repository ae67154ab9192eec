from pyramid.httpexceptions import HTTPBadRequest
from pyramid.security import NO_PERMISSION_REQUIRED
from pyramid.view import view_config

from notary.keys import keyring


@view_config(route_name="health", renderer="json", permission=NO_PERMISSION_REQUIRED)
def health(request):
    return {"ok": True}


@view_config(route_name="signatures", request_method="POST", renderer="json")
def sign(request):
    digest = request.json_body.get("sha256", "")
    if len(digest) != 64:
        raise HTTPBadRequest()
    return {"signature": keyring().sign(bytes.fromhex(digest)).hex()}


@view_config(
    route_name="rotation",
    request_method="POST",
    renderer="json",
)
def rotate(request):
    key = keyring().rotate()
    return {"key_id": key.id, "valid_from": key.valid_from.isoformat()}
