import { createHash, randomBytes, scrypt } from 'node:crypto'
import { promisify } from 'node:util'

const stretch = promisify(scrypt)

export async function hashPassword(password) {
  const salt = randomBytes(16).toString('hex')
  const digest = (await stretch(password, salt, 32)).toString('hex')
  return `${salt}:${digest}`
}

export const fingerprint = (data) => createHash('sha256').update(data).digest('hex')
