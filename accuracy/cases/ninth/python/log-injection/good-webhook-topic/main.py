import logging

from fastapi import FastAPI, Request

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(message)s")
logger = logging.getLogger("webhooks")

app = FastAPI()


def topics(events):
    for event in events[:50]:
        yield str(event.get("topic", "none"))


@app.post("/webhooks", status_code=202)
async def webhooks(request: Request):
    events = await request.json()
    count = 0
    for topic in topics(events):
        logger.info("event with topic %r", topic)
        count += 1
    return {"accepted": count}
