import crypto from 'node:crypto'
import { note } from '../audit.js'
import { among, email, id, int, optional, paging, text } from '../check.js'
import { all, sql } from '../db.js'
import { sendReset } from '../mail.js'
import { book, clash, gone, refused } from '../pages.js'
import { hashPassword } from '../passwords.js'
import * as users from '../repo/users.js'

export const admin = book()
const chief = { role: 'chief' }

const other = async (me, userId) => {
  if (userId === me.id) throw refused('Not on your own account')
  const user = await users.findById(userId)
  if (!user) throw gone()
  return user
}

admin.get('/admin/users', { ...chief, query: paging }, async ({ query }) => ({ view: 'users', rows: await users.page(query), query }))

admin.post('/admin/users/:id(\\d+)/role', { ...chief, params: { id }, body: { role: among(['viewer', 'inspector', 'chief']), district: optional(int({ min: 1, max: 99 })) } }, async ({ req, me, params, body }) => {
  const user = await other(me, params.id)
  await users.setRole(user.id, body.role, body.district)
  await note(req, `role.${body.role}`, user.id)
  return { to: '/admin/users' }
})

admin.post('/admin/users', { ...chief, body: { email, name: text({ max: 120 }) } }, async ({ req, body }) => {
  try {
    const fresh = await users.invite(body, await hashPassword(crypto.randomBytes(32).toString('base64url')))
    sendReset(body.email, await users.newReset(fresh))
    await note(req, 'user.invite', fresh)
  } catch (err) {
    if (err.code === 'ER_DUP_ENTRY') throw clash('The address has an account')
    throw err
  }
  return { to: '/admin/users' }
})

admin.post('/admin/users/:id(\\d+)/disable', { ...chief, params: { id } }, async ({ req, me, params }) => {
  const user = await other(me, params.id)
  await users.disable(user.id)
  await note(req, 'user.disable', user.id)
  return { to: '/admin/users' }
})

admin.get('/admin/audit', { ...chief, query: paging }, async ({ query }) => ({
  view: 'audit',
  rows: await all(sql`SELECT at, actor, action, subject FROM audit ORDER BY id DESC LIMIT ${query.size} OFFSET ${(query.page - 1) * query.size}`),
  query,
}))
