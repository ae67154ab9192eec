from starlette.applications import Starlette
from starlette.routing import Route

from thumbnails import thumbnail


async def create(request):
    return JsonResponse({"exit": await thumbnail(int(request.path_params["number"]))})


app = Starlette(routes=[Route("/thumbnails/{number:int}", create, methods=["POST"])])
