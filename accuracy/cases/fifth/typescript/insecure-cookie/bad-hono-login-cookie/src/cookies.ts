import type { Context } from 'hono'
import { setCookie } from 'hono/cookie'

const OPTIONS = { path: '/', maxAge: 7200 }

export function startSession(c: Context, token: string): void {
  setCookie(c, 'session', token, OPTIONS)
}
