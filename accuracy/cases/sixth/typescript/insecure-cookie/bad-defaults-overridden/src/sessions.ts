import { randomBytes } from 'node:crypto'
import type { FastifyReply } from 'fastify'
import { Redis } from 'ioredis'
import { setCookie } from './cookies.js'

const redis = new Redis(process.env.REDIS_URL as string)
const LIFETIME = 3600

export async function attemptsOf(email: string): Promise<number> {
  const attempts = await redis.incr(`login:${email}`)
  if (attempts === 1) await redis.expire(`login:${email}`, 600)
  return attempts
}

export async function startSession(reply: FastifyReply, guestId: string): Promise<void> {
  const id = randomBytes(32).toString('base64url')
  await redis.set(`session:${id}`, guestId, 'EX', LIFETIME)
  setCookie(reply, 'booking_sid', id, { maxAge: LIFETIME, secure: false })
}
