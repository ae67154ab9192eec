import re
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Query

from auth import current_clerk
from dossiers import dossier_of

REFERENCE = re.compile(r"^(?:[A-Z0-9]+[-/]?)+$")
router = APIRouter(dependencies=[Depends(current_clerk)])


@router.get("/dossiers")
def by_reference(reference: Annotated[str, Query()]) -> dict:
    if not REFERENCE.match(reference):
        raise HTTPException(422, "not a reference")
    dossier = dossier_of(reference)
    if dossier is None:
        raise HTTPException(404)
    return {"reference": reference, "state": dossier.state}
