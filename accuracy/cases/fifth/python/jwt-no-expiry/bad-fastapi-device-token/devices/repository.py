from fastapi import Request


class DeviceRepository:
    def __init__(self, pool):
        self.pool = pool

    async def by_serial(self, serial: str):
        return await self.pool.fetchrow("SELECT id, pairing_code FROM devices WHERE serial = $1", serial)

    async def keep(self, device_id: int, content: bytes):
        await self.pool.execute("INSERT INTO telemetry (device_id, content) VALUES ($1, $2)", device_id, content)


def get_devices(request: Request) -> DeviceRepository:
    return DeviceRepository(request.app.state.pool)
