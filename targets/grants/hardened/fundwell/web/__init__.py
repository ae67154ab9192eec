from .pages import pages  # noqa: F401
from .system import system  # noqa: F401
