import { createHash, randomBytes } from 'node:crypto'
import argon2 from 'argon2'
import { db } from './db.js'

const sha256 = (text) => createHash('sha256').update(text).digest('hex')

export async function setPassword(userId, password) {
  const salt = randomBytes(16).toString('hex')
  const hash = `${salt}$${sha256(salt + password)}`
  await db('users').where({ id: userId }).update({ password_hash: hash, password_changed_at: new Date() })
}

export async function checkPassword(userId, password) {
  const user = await db('users').where({ id: userId }).first('password_hash')
  if (!user) return false
  const [salt, hash] = user.password_hash.split('$')
  return sha256(salt + password) === hash
}

export async function createAccessToken(userId, label) {
  const token = randomBytes(32).toString('base64url')
  await db('access_tokens').insert({ user_id: userId, label, digest: sha256(token), created_at: new Date() })
  return token
}

export async function userOfToken(token) {
  const row = await db('access_tokens').where({ digest: sha256(token), revoked_at: null }).first('user_id')
  return row?.user_id ?? null
}
