import os

from itsdangerous import BadSignature, URLSafeTimedSerializer
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.sessions import SessionMiddleware
from starlette.responses import JSONResponse
from starlette.routing import Route

signer = URLSafeTimedSerializer(os.environ["MAIL_KEY"], salt="verify")


async def verify(request):
    form = await request.form()
    try:
        address = signer.loads(form["token"], max_age=3600)
    except BadSignature:
        raise HTTPException(403)
    request.session["verified_mail"] = address
    return JSONResponse({"verified": True})


middleware = [Middleware(SessionMiddleware, secret_key=os.environ["SESSION_KEY"], https_only=True)]
app = Starlette(routes=[Route("/verify", verify, methods=["POST"])], middleware=middleware)
