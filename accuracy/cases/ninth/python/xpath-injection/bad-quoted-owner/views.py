from django.http import HttpResponseBadRequest, JsonResponse
from django.views.decorators.http import require_GET
from lxml import etree

_tree = etree.parse("/srv/data/parcels.xml")


def as_dict(node):
    return {"id": node.get("id"), "area": node.findtext("area")}


@require_GET
def parcels(request):
    owner = request.GET.get("owner", "")
    if not owner:
        return HttpResponseBadRequest("owner is required")
    owner = owner.replace("'", "''")
    expression = "//parcel[owner/text()='%s']" % owner
    found = _tree.xpath(expression)
    return JsonResponse({"parcels": [as_dict(node) for node in found]})
