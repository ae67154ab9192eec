from pyramid.httpexceptions import HTTPBadRequest
from pyramid.response import Response
from pyramid.view import view_config

from badges.layouts import LayoutFactory, sheet
from badges.people import attendees


@view_config(route_name="badges", request_method="POST", permission="organise")
def badges(request):
    body = request.json_body
    layout = body.get("layout")
    if not isinstance(layout, str) or len(layout) > 2000:
        raise HTTPBadRequest("layout")
    people = attendees(request.dbsession, request.context.event_id)
    text = sheet(LayoutFactory().compile(layout), people)
    return Response(text, content_type="text/plain")
