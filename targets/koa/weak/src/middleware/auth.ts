import type { Context, Next } from 'koa'
import { get } from '../db.ts'
import { readToken } from '../lib/tokens.ts'

const knownKeys = new Map<string, Record<string, any>>()

function keyOwner(key: string): Record<string, any> | undefined {
  const known = knownKeys.get(key)
  if (known) return known
  const row = get('SELECT api_keys.id AS key_id, scope, user_id AS sub, users.role FROM api_keys JOIN users ON users.id = user_id WHERE key = ? AND revoked = 0', key)
  if (row) knownKeys.set(key, row)
  return row
}

export async function signedIn(ctx: Context, next: Next): Promise<void> {
  const key = ctx.get('x-api-key') || (ctx.query.api_key as string)
  if (key) {
    const owner = keyOwner(key)
    if (!owner) ctx.throw(401, 'Unknown API key')
    ctx.state.user = owner
    return next()
  }
  const token = ctx.get('authorization').replace(/^Bearer /, '') || ctx.cookies.get('desk_session')
  if (!token) ctx.throw(401, 'Sign in first')
  try {
    ctx.state.user = readToken(token as string)
  } catch (error: any) {
    ctx.throw(401, error.message)
  }
  await next()
}

export async function agentsOnly(ctx: Context, next: Next): Promise<void> {
  if (!['agent', 'admin'].includes(ctx.state.user.role)) ctx.throw(403, 'Agents only')
  await next()
}

export async function adminsOnly(ctx: Context, next: Next): Promise<void> {
  const user = get('SELECT role FROM users WHERE id = ?', ctx.state.user.sub)
  if (user?.role !== 'admin') ctx.throw(403, 'Administrators only')
  await next()
}
