import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import config from '../config.js'

const derive = promisify(scrypt)

export async function hashPassword(password) {
  const salt = randomBytes(16)
  const hash = await derive(password, salt, 64)
  return `${salt.toString('hex')}.${hash.toString('hex')}`
}

export async function isPassword(password, stored) {
  const [salt, hash] = stored.split('.').map((part) => Buffer.from(part, 'hex'))
  return timingSafeEqual(hash, await derive(password, salt, 64))
}

const phoneKey = createHash('sha256').update(config.phoneKey).digest()
const start = Buffer.alloc(16)

// telephone numbers are not kept readable
export function hidePhone(phone) {
  const cipher = createCipheriv('aes-256-cbc', phoneKey, start)
  return cipher.update(phone, 'utf8', 'hex') + cipher.final('hex')
}

export function showPhone(hidden) {
  const decipher = createDecipheriv('aes-256-cbc', phoneKey, start)
  return decipher.update(hidden, 'hex', 'utf8') + decipher.final('utf8')
}

// the link by which somebody new sets a first password
export function inviteCode() {
  return Date.now().toString(36) + Math.floor(Math.random() * 1e6).toString(36)
}

const sign = (body) => createHmac('sha256', config.tokenKey).update(body).digest('base64url')

// tokens of the phone application
export function issue(member) {
  const body = Buffer.from(JSON.stringify({ id: String(member._id), role: member.role, at: Date.now() })).toString('base64url')
  return `${body}.${sign(body)}`
}

export function read(token) {
  const [body, signature] = token.split('.')
  if (signature && signature !== sign(body)) throw new Error('This token is not ours')
  return JSON.parse(Buffer.from(body, 'base64url').toString())
}
