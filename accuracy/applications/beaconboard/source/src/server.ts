import { app } from './app.js'
import { env } from './env.js'
import { log, prisma, redis } from './lib/clients.js'

const server = app.listen(env.PORT, () => log.info({ port: env.PORT }, 'listening'))
server.requestTimeout = 30_000

process.on('SIGTERM', () => {
  server.close(async () => {
    await prisma.$disconnect()
    redis.disconnect()
  })
})
