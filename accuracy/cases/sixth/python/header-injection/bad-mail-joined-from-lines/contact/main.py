from fastapi import BackgroundTasks, FastAPI, Request
from slowapi import Limiter, _rate_limit_exceeded_handler
from slowapi.errors import RateLimitExceeded
from slowapi.util import get_remote_address

from contact.forms import ContactForm
from contact.mailer import send

limiter = Limiter(key_func=get_remote_address)
app = FastAPI()
app.state.limiter = limiter
app.add_exception_handler(RateLimitExceeded, _rate_limit_exceeded_handler)


@app.post("/contact", status_code=202)
@limiter.limit("3/minute")
async def contact(request: Request, form: ContactForm, background: BackgroundTasks):
    background.add_task(send, form)
    return {"accepted": True}
