from pyramid.httpexceptions import HTTPFound, HTTPTooManyRequests, HTTPUnauthorized
from pyramid.security import remember
from pyramid.view import view_config

from kiosk.security import Attempts, MemberDirectory


@view_config(route_name="login", request_method="GET", renderer="kiosk:templates/login.jinja2")
def login_form(request):
    return {"failed": "failed" in request.GET}


@view_config(route_name="login", request_method="POST", require_csrf=True)
def login(request):
    number, pin = request.POST.get("number", ""), request.POST.get("pin", "")
    if not Attempts(request.registry.redis).allow(number):
        raise HTTPTooManyRequests()
    directory = MemberDirectory(request.dbsession)
    member = directory.find(number)
    if not directory.check(member, pin):
        raise HTTPUnauthorized()
    return HTTPFound(request.route_url("home"), headers=remember(request, str(member.id)))
