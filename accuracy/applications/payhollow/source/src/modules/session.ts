import type { CookieOptions, Request, Response } from 'express'
import { Op } from 'sequelize'
import { z } from 'zod'
import { db, Person, Reset } from '../core/database.js'
import { env } from '../core/env.js'
import { logger } from '../core/logger.js'
import { mail } from '../core/outbound.js'
import { hash, NewPassword, verify } from '../core/passwords.js'
import { digest, endFamily, fresh, rotate, signAccess, startFamily } from '../core/tokens.js'
import { record } from '../core/trail.js'
import { guess, guessedRight } from '../http/limits.js'
import { forbidden, Problem, unauthorized } from '../http/problems.js'
import { open, row } from '../http/table.js'

const NAME = '__Secure-refresh'
const cookie: CookieOptions = { httpOnly: true, secure: true, sameSite: 'strict', path: '/session', maxAge: 7 * 86_400_000 }
const Email = z.string().email().max(190).toLowerCase()
const Given = z.string().min(1).max(128)

/** The cookie counts only for pages of our own web client. */
const refreshOf = (req: Request) => {
  if (req.get('origin') !== env.WEB_ORIGIN) throw forbidden()
  return new RegExp(`(?:^|; )${NAME}=([\\w-]{43})(?:;|$)`).exec(req.get('cookie') ?? '')?.[1]
}
const hand = (res: Response, person: Person, refresh: string) => {
  res.cookie(NAME, refresh, cookie)
  return { access: signAccess(person), expiresIn: 600 }
}
const byEmail = (email: string) => Person.scope('login').findOne({ where: { email } })
const later = (work: () => Promise<unknown>) => setImmediate(() => work().catch((err) => logger.error({ err }, 'deferred work failed')))

export async function invite(person: Person, template: 'reset' | 'welcome') {
  const token = fresh()
  await Reset.create({ digest: digest(token), personId: person.id, expiresAt: new Date(Date.now() + 30 * 60_000) })
  await mail(person.email, template, token)
}

export const session = {
  'POST /login': open({ body: z.object({ email: Email, password: Given }) }, async ({ body, req, res }) => {
    await guess(req.ip, body.email)
    const person = await byEmail(body.email)
    if (!(await verify(person?.passwordHash, body.password)) || !person || person.blockedAt) throw unauthorized()
    await guessedRight(body.email)
    await record(person, 'login', person.id)
    return hand(res, person, await startFamily(person))
  }),
  'POST /refresh': open({}, async ({ req, res }) => {
    const token = refreshOf(req)
    const next = token ? await rotate(token) : null
    if (!next) {
      res.clearCookie(NAME, { ...cookie, maxAge: undefined })
      throw unauthorized()
    }
    return hand(res, next.person, next.next)
  }),
  'POST /logout': open({}, async ({ req, res }) => {
    const token = refreshOf(req)
    if (token) await endFamily(token)
    res.clearCookie(NAME, { ...cookie, maxAge: undefined })
  }),
  'POST /forgot': open({ body: z.object({ email: Email }), status: 202 }, async ({ body, req }) => {
    await guess(req.ip, `forgot:${body.email}`)
    later(async () => {
      const person = await byEmail(body.email)
      if (person && !person.blockedAt) await invite(person, 'reset')
    })
    return { sent: 'if the address is known' }
  }),
  'POST /set-password': open({ body: z.object({ token: z.string().length(43), password: NewPassword }) }, async ({ body, req }) => {
    await guess(req.ip, `token:${digest(body.token)}`)
    const passwordHash = await hash(body.password)
    await db.transaction(async (transaction) => {
      const reset = await Reset.findOne({ where: { digest: digest(body.token), expiresAt: { [Op.gt]: new Date() } }, lock: true, transaction })
      if (!reset) throw new Problem(400, 'the link is no longer good')
      await Person.update({ passwordHash, tokenEpoch: db.literal('token_epoch + 1') }, { where: { id: reset.personId }, transaction })
      await Reset.destroy({ where: { personId: reset.personId }, transaction })
    })
  }),
  'POST /password': row('claim.use', { body: z.object({ old: Given, password: NewPassword }) }, async ({ body, who, req }) => {
    await guess(req.ip, who.email)
    const stored = await byEmail(who.email)
    if (!(await verify(stored?.passwordHash, body.old))) throw forbidden()
    await Person.update({ passwordHash: await hash(body.password), tokenEpoch: db.literal('token_epoch + 1') }, { where: { id: who.id } })
    await record(who, 'password', who.id)
  }),
}
