from typing import Annotated

from fastapi import Depends, Header

from ledger.db import tenant_connection


def connection_of_tenant(x_tenant: Annotated[str, Header(max_length=60)]):
    with tenant_connection(x_tenant) as connection:
        yield connection


TenantConnection = Annotated[object, Depends(connection_of_tenant)]
