from fastapi import BackgroundTasks, FastAPI

from tasks import send_receipt

app = FastAPI()


@app.post("/orders/{order_id}/receipt", status_code=202)
async def receipt(order_id: int, address: str, background: BackgroundTasks):
    background.add_task(send_receipt, order_id, address)
    return {"queued": order_id}
