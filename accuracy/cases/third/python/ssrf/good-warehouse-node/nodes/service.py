import logging

import grpc
import requests

from nodes.pb import inventory_pb2, inventory_pb2_grpc

log = logging.getLogger(__name__)
NODES = {"north": "inventory-north.internal", "south": "inventory-south.internal"}


class InventoryServicer(inventory_pb2_grpc.InventoryServicer):
    """Forwards questions about stock to the node that holds it; callers are told by mutual TLS."""

    def __init__(self, http: requests.Session) -> None:
        self._http = http

    def CountStock(self, request, context):
        host = NODES.get(request.node)
        if host is None:
            context.abort(grpc.StatusCode.NOT_FOUND, "no such node")
        try:
            answer = self._http.get(f"https://{host}/stock", params={"sku": request.sku}, timeout=(2, 5))
            answer.raise_for_status()
        except requests.RequestException:
            log.exception("node %r does not answer", request.node)
            context.abort(grpc.StatusCode.UNAVAILABLE, "node does not answer")
        return inventory_pb2.StockCount(sku=request.sku, count=answer.json()["count"])
