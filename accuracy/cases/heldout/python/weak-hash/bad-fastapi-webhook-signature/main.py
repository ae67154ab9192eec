import hmac

from fastapi import FastAPI, Header, HTTPException, Request

from signing import signature

app = FastAPI()


@app.post("/hooks/payments")
async def payments(request: Request, x_signature: str = Header()):
    if not hmac.compare_digest(signature(await request.body()), x_signature):
        raise HTTPException(403)
    return {"received": True}
