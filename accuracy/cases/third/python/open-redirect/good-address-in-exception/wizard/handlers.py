from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse

from wizard.errors import StepMissing
from wizard.state import state_of

PAGES = {"address": "/wizard/address", "items": "/wizard/items"}


async def summary(request: Request) -> JSONResponse:
    state = await state_of(request.session.get("wizard"))
    if state is None:
        raise StepMissing(request.query_params.get("from", "/wizard"))
    return JSONResponse({"items": state.items, "address": state.address})


async def step_missing(request: Request, error: StepMissing) -> RedirectResponse:
    return RedirectResponse(PAGES.get(error.back_to, "/wizard"), status_code=303)
