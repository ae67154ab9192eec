from lxml import etree
from rest_framework.exceptions import ParseError
from rest_framework.parsers import FileUploadParser
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response
from rest_framework.views import APIView

from orders.models import PurchaseOrder
from orders.parsing import order_lines


class PurchaseOrderImport(APIView):
    parser_classes = [FileUploadParser]
    permission_classes = [IsAuthenticated]

    def put(self, request, filename):
        document = request.data["file"].read(1024 * 1024)
        try:
            lines = order_lines(document)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise ParseError("not an order") from error
        order = PurchaseOrder.objects.create_with_lines(buyer=request.user, lines=lines)
        return Response({"id": order.pk, "lines": len(lines)}, status=201)
