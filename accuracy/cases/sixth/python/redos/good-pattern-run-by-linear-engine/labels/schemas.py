from typing import Annotated

from pydantic import Field

from labels.base import ApiModel

LabelPath = Annotated[str, Field(pattern=r"^([a-z0-9]+-?)+(/([a-z0-9]+-?)+)*$")]


class LabelIn(ApiModel):
    path: LabelPath
    colour: Annotated[int, Field(ge=0, le=0xFFFFFF)] = 0x808080


class LabelOut(ApiModel):
    id: int
    path: str
    colour: int
