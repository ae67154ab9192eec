import type { Context } from 'hono'
import { setCookie } from 'hono/cookie'

const OPTIONS = { path: '/', maxAge: 7200, httpOnly: true, secure: true, sameSite: 'Lax' } as const

export function startSession(c: Context, token: string): void {
  setCookie(c, 'session', token, OPTIONS)
}
