import json
from dataclasses import asdict

from quart import Quart, abort, request
from quart_auth import QuartAuth, current_user, login_required

from prefs.merge import merge
from prefs.model import Preferences
from prefs.store import load, save

app = Quart(__name__)
app.config.from_prefixed_env()
QuartAuth(app)


@app.patch("/preferences")
@login_required
async def patch_preferences():
    body = await request.get_json()
    if not isinstance(body, dict):
        abort(400)
    preferences: Preferences = await load(current_user.auth_id)
    merge(body, preferences)
    await save(current_user.auth_id, json.dumps(asdict(preferences)))
    return asdict(preferences)
