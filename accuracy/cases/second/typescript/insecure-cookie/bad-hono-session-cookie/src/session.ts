import type { Context } from 'hono'
import { setCookie } from 'hono/cookie'
import { sessions } from './store.js'

export async function openSession(c: Context, userId: number): Promise<void> {
  const id = await sessions.create(userId)
  setCookie(c, 'session', id, { path: '/', maxAge: 28_800 })
}
