from enum import Enum


class Role(str, Enum):
    member = "member"
    editor = "editor"
    admin = "admin"
