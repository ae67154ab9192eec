import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

const derive = promisify<string, Buffer, number, Buffer>(scrypt)

export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  const key = await derive(password, salt, 64)
  return `${salt.toString('hex')}:${key.toString('hex')}`
}

export async function isPassword(password: string, stored: string): Promise<boolean> {
  const [salt = '', key = ''] = stored.split(':')
  const given = await derive(password, Buffer.from(salt, 'hex'), 64)
  const kept = Buffer.from(key, 'hex')
  return given.length === kept.length && timingSafeEqual(given, kept)
}
