import os

import aiohttp
from cachetools import TTLCache

_forecasts = TTLCache(maxsize=1000, ttl=600)


class ForecastService:
    timeout = aiohttp.ClientTimeout(total=6)

    async def forecast(self, latitude, longitude):
        key = (latitude, longitude)
        if key in _forecasts:
            return _forecasts[key]
        parameters = {"lat": latitude, "lon": longitude}
        async with aiohttp.ClientSession(os.environ["FORECAST_URL"], timeout=self.timeout) as session:
            async with session.get("/v1/forecast", params=parameters) as response:
                response.raise_for_status()
                found = await response.json()
        _forecasts[key] = found
        return found
