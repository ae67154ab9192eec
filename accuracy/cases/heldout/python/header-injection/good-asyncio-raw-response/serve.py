import asyncio

from protocol import Downloads


async def main():
    server = await asyncio.get_running_loop().create_server(Downloads, "127.0.0.1", 8090)
    async with server:
        await server.serve_forever()


asyncio.run(main())
