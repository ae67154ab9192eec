import os
from dataclasses import dataclass

import aiohttp


@dataclass
class Outcome:
    ok: bool
    message: str


class Provider:
    token_url = "https://accounts.provider.example/token"

    async def finish(self, params) -> Outcome:
        if "error" in params:
            reason = params.get("error_description") or params["error"]
            return Outcome(False, f"The provider answered: {reason}")
        form = {"code": params.get("code", ""), "client_id": os.environ["PROVIDER_CLIENT"]}
        timeout = aiohttp.ClientTimeout(total=6)
        async with aiohttp.ClientSession(timeout=timeout) as session:
            async with session.post(self.token_url, data=form) as answer:
                return Outcome(answer.status == 200, "You can close this window.")
