from fastapi import Depends, FastAPI, HTTPException
from sqlalchemy.orm import Session

from models import Invoice, get_session
from security import User, current_user

app = FastAPI()


@app.post("/invoices/{invoice_id}/pay")
def pay(invoice_id: int, user: User = Depends(current_user), session: Session = Depends(get_session)):
    invoice = session.get(Invoice, invoice_id)
    if invoice is None or invoice.owner_id != user.id:
        raise HTTPException(404)
    invoice.paid = True
    session.commit()
    return {"paid": invoice_id}
