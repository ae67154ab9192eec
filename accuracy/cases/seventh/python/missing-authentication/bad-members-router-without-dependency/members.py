from fastapi import APIRouter

router = APIRouter()
MEMBERS = {1: "first", 2: "second"}


@router.delete("/{member_id}", status_code=204)
def remove_member(member_id: int) -> None:
    MEMBERS.pop(member_id, None)
