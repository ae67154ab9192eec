import crypto from 'node:crypto'
import { all, one, sql, transaction, write } from '../db.js'

const digest = (token) => crypto.createHash('sha256').update(token).digest()

export const findById = (id) => one(sql`SELECT id, name, email, role, district, session_epoch, disabled_at FROM users WHERE id = ${id}`)
export const forLogin = (email) => one(sql`SELECT id, password_hash, session_epoch, disabled_at FROM users WHERE email = ${email}`)
export const passwordOf = (id) => one(sql`SELECT id, password_hash FROM users WHERE id = ${id}`)

export const page = ({ page, size }) =>
  all(sql`SELECT id, name, email, role, district, disabled_at FROM users ORDER BY name, id LIMIT ${size} OFFSET ${(page - 1) * size}`)

export const invite = async ({ email, name }, hash) =>
  (await write(sql`INSERT INTO users (email, name, role, password_hash) VALUES (${email}, ${name}, 'viewer', ${hash})`)).insertId

export const setRole = (id, role, district) =>
  write(sql`UPDATE users SET role = ${role}, district = ${district}, session_epoch = session_epoch + 1 WHERE id = ${id}`)
export const disable = (id) => write(sql`UPDATE users SET disabled_at = UTC_TIMESTAMP(), session_epoch = session_epoch + 1 WHERE id = ${id}`)
export const setPassword = (id, hash) =>
  write(sql`UPDATE users SET password_hash = ${hash}, session_epoch = session_epoch + 1 WHERE id = ${id}`)

export async function newReset(userId) {
  const token = crypto.randomBytes(32).toString('base64url')
  await write(sql`INSERT INTO password_resets (token_hash, user_id, expires_at)
    VALUES (${digest(token)}, ${userId}, UTC_TIMESTAMP() + INTERVAL 30 MINUTE)`)
  return token
}

/** One token, one new password: the row is claimed by the update, two requests at once cannot both win. */
export const redeemReset = (token, hash) =>
  transaction(async (tx) => {
    const key = digest(token)
    const claimed = await tx.write(sql`UPDATE password_resets SET used_at = UTC_TIMESTAMP()
      WHERE token_hash = ${key} AND used_at IS NULL AND expires_at > UTC_TIMESTAMP()`)
    if (claimed.affectedRows !== 1) return false
    const { user_id } = await tx.one(sql`SELECT user_id FROM password_resets WHERE token_hash = ${key}`)
    await tx.write(sql`UPDATE users SET password_hash = ${hash}, session_epoch = session_epoch + 1 WHERE id = ${user_id}`)
    await tx.write(sql`DELETE FROM password_resets WHERE user_id = ${user_id} AND token_hash <> ${key}`)
    return true
  })
