from starlette.endpoints import HTTPEndpoint
from starlette.responses import JSONResponse, Response

from db import database


class Card(HTTPEndpoint):
    async def get(self, request):
        row = await database.fetch_one(
            "SELECT id, label FROM cards WHERE id = :id AND user_id = :user",
            {"id": request.path_params["card_id"], "user": request.state.user_id},
        )
        return JSONResponse({"id": row["id"], "label": row["label"]})


class CardLimit(HTTPEndpoint):
    async def put(self, request):
        body = await request.json()
        await database.execute(
            "UPDATE cards SET spending = :spending WHERE id = :id", {"spending": int(body["limit"]), "id": request.path_params["card_id"]}
        )
        return Response(status_code=204)
