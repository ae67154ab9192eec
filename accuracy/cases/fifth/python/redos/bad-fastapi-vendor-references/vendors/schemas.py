from pydantic import BaseModel, field_validator

from vendors.references import parse_reference


class VendorIn(BaseModel):
    name: str
    reference: str

    @field_validator("reference")
    @classmethod
    def reference_is_known(cls, value: str) -> str:
        if parse_reference(value) is None:
            raise ValueError("not a reference")
        return value
