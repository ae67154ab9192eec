import { createHash, randomBytes } from 'node:crypto'

export async function hashPassword(password) {
  const salt = randomBytes(16).toString('hex')
  const digest = createHash('sha256').update(salt + password).digest('hex')
  return `${salt}:${digest}`
}

export const fingerprint = (data) => createHash('sha256').update(data).digest('hex')
