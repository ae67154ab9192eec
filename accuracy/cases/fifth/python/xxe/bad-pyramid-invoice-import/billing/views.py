from lxml.etree import XMLSyntaxError
from pyramid.httpexceptions import HTTPBadRequest
from pyramid.view import view_config, view_defaults

from billing.models import Invoice
from billing.ubl import parse_invoice


@view_defaults(route_name="incoming", renderer="json", permission="import")
class IncomingInvoices:
    def __init__(self, request):
        self.request = request

    @view_config(request_method="POST")
    def receive(self):
        upload = self.request.POST["invoice"]
        try:
            parsed = parse_invoice(upload.file.read(512_000))
        except XMLSyntaxError:
            raise HTTPBadRequest("the invoice is not well formed")
        invoice = Invoice(number=parsed.number, issued=parsed.issued, note=parsed.note)
        self.request.dbsession.add(invoice)
        return {"number": parsed.number, "note": parsed.note}
