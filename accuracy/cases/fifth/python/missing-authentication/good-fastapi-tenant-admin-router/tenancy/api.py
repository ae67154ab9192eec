from fastapi import APIRouter, Depends, HTTPException
from pydantic import BaseModel, Field
from sqlalchemy.orm import Session

from tenancy.database import get_session
from tenancy.guards import operator
from tenancy.models import Tenant

router = APIRouter(prefix="/tenants", dependencies=[Depends(operator)])


class TenantIn(BaseModel):
    name: str = Field(min_length=2, max_length=80)


@router.post("", status_code=201)
def create(body: TenantIn, session: Session = Depends(get_session)):
    tenant = Tenant(name=body.name)
    session.add(tenant)
    session.commit()
    return {"id": tenant.id}


@router.delete("/{tenant_id}", status_code=204)
def close(tenant_id: int, session: Session = Depends(get_session)):
    tenant = session.get(Tenant, tenant_id)
    if tenant is None:
        raise HTTPException(404)
    tenant.closed = True
    session.commit()
