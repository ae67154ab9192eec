import type { CookieSerializeOptions } from '@fastify/cookie'
import type { FastifyReply } from 'fastify'

const SAFE: CookieSerializeOptions = { path: '/', httpOnly: true, secure: true, sameSite: 'lax' }

export function setCookie(reply: FastifyReply, name: string, value: string, options: CookieSerializeOptions = {}) {
  reply.setCookie(name, value, { ...options, ...SAFE })
}
