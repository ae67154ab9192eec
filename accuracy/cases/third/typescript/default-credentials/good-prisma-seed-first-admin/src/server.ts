import { PrismaClient } from '@prisma/client'
import { buildApp } from './app'
import { ensureAdmin } from './bootstrap/ensure-admin'

const prisma = new PrismaClient()

await ensureAdmin(prisma)
await buildApp(prisma).listen({ port: Number(process.env.PORT ?? 3000), host: '0.0.0.0' })
