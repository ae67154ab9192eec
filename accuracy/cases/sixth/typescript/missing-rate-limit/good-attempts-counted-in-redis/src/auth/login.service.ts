import { PrismaClient } from '@prisma/client'
import argon2 from 'argon2'
import { Redis } from 'ioredis'
import jwt from 'jsonwebtoken'

const prisma = new PrismaClient()
const redis = new Redis(process.env.REDIS_URL as string)

export class TooManyAttempts extends Error {}

async function countAttempt(email: string): Promise<void> {
  const key = `login-attempts:${email}`
  const [[, attempts]] = (await redis.multi().incr(key).expire(key, 900).exec()) as [[null, number], unknown]
  if (attempts > 5) throw new TooManyAttempts()
}

export async function login(email: string, password: string): Promise<string | null> {
  await countAttempt(email)
  const tutor = await prisma.tutor.findUnique({ where: { email }, select: { id: true, passwordHash: true } })
  if (!tutor || !(await argon2.verify(tutor.passwordHash, password))) return null
  return jwt.sign({ sub: tutor.id }, process.env.JWT_SECRET as string, { algorithm: 'HS256', expiresIn: '30m' })
}
