"""The pages of the site, one module a topic."""
from . import admin, api, auth, bottles, files, imports, notes, tools

__all__ = ["admin", "api", "auth", "bottles", "files", "imports", "notes", "tools"]
