from fastapi import APIRouter, Depends

from customers.auth import staff_only
from customers.dependencies import repository
from customers.repository import CustomerRepository

router = APIRouter(prefix="/customers", dependencies=[Depends(staff_only)])


@router.get("")
def list_customers(customers: CustomerRepository = Depends(repository)):
    return [{"id": customer.id, "name": customer.name} for customer in customers.all()]
