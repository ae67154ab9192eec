from starlette.endpoints import HTTPEndpoint
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse

from archive.store import find_document


class DocumentEndpoint(HTTPEndpoint):
    async def get(self, request: Request):
        document = await find_document(request.path_params["number"])
        if document is None or not document["public"]:
            raise HTTPException(404)
        return JSONResponse({"number": document["number"], "title": document["title"]})
