from typing import Annotated

import yaml
from fastapi import APIRouter, Depends, File, HTTPException
from pydantic import ValidationError

from pipelines.definition import Definition, read_definition
from pipelines.guards import current_maintainer

router = APIRouter(prefix="/pipelines", dependencies=[Depends(current_maintainer)])


@router.post("/check")
def check(definition: Annotated[bytes, File(max_length=65_536)]) -> Definition:
    try:
        return read_definition(definition)
    except (yaml.YAMLError, ValidationError) as error:
        raise HTTPException(422, "not a definition") from error
