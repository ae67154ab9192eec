from typing import Annotated

from fastapi import Depends, HTTPException, Security
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from vault.files import TenantFolder
from vault.sessions import SessionStore, session_store

bearer = HTTPBearer()


async def tenant_folder(
    credentials: Annotated[HTTPAuthorizationCredentials, Security(bearer)],
    sessions: Annotated[SessionStore, Depends(session_store)],
) -> TenantFolder:
    session = await sessions.find(credentials.credentials)
    if session is None:
        raise HTTPException(401)
    return TenantFolder(session.tenant_id)
