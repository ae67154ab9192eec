import asyncio


async def thumbnail(number: int) -> int:
    arguments = ["vipsthumbnail", f"/srv/in/{number}.jpg", "-s", "200"]
    process = await asyncio.create_subprocess_exec(*arguments)
    return await asyncio.wait_for(process.wait(), timeout=30)
