from fastapi import FastAPI
from pydantic import BaseModel

from mailer import preview

app = FastAPI()


class Campaign(BaseModel):
    subject: str
    customer: str


@app.post("/campaigns/preview")
async def campaign_preview(campaign: Campaign):
    return {"text": preview(campaign.subject, campaign.customer)}
