from fastapi import APIRouter, HTTPException, Request, Response

from previews.fetch import NotAllowed, fetch_picture

router = APIRouter()


@router.get("/preview")
async def preview(request: Request, url: str) -> Response:
    try:
        content = await fetch_picture(request.app.state.http, url)
    except NotAllowed:
        raise HTTPException(400, "host not accepted") from None
    return Response(content, media_type="image/jpeg")
