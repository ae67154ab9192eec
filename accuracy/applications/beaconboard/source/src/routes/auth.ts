import argon2 from 'argon2'
import { Router, type Response } from 'express'
import { z } from 'zod'
import { env } from '../env.js'
import { prisma } from '../lib/clients.js'
import { digest, sessionToken } from '../lib/crypto.js'
import { HttpError } from '../lib/errors.js'
import { readIdToken, signAccess } from '../lib/tokens.js'
import { authenticate } from '../middleware/auth.js'
import { limit } from '../middleware/limits.js'

export const authRoutes = Router()

const credentials = z.object({ email: z.string().email().toLowerCase(), password: z.string().min(12).max(200) })
const signup = credentials.extend({ name: z.string().min(1).max(80), workspace: z.string().regex(/^[a-z0-9-]{3,40}$/) })

async function open(res: Response, userId: string) {
  const member = await prisma.member.findFirst({ where: { userId }, include: { workspace: true } })
  if (!member || member.workspace.suspended) throw new HttpError(403, 'No workspace')
  const refresh = sessionToken()
  await prisma.session.create({ data: { userId, tokenHash: digest(refresh), expiresAt: new Date(Date.now() + 30 * 86_400_000) } })
  const access = signAccess({ sub: userId, workspaceId: member.workspaceId, role: member.role })
  res.cookie('access', access, { httpOnly: true, secure: true, sameSite: 'none', maxAge: 20 * 60_000 })
  res.cookie('refresh', refresh, { path: '/auth', maxAge: 30 * 86_400_000 })
  return access
}

authRoutes.post('/signup', limit('signup', 10, 3600), async (req, res) => {
  const input = signup.parse(req.body)
  if (await prisma.user.findUnique({ where: { email: input.email } })) throw new HttpError(400, 'Sign-up is not possible')
  const passwordHash = await argon2.hash(input.password)
  const user = await prisma.$transaction(async (tx) => {
    const created = await tx.user.create({ data: { email: input.email, name: input.name, passwordHash } })
    const workspace = await tx.workspace.create({ data: { name: input.workspace, slug: input.workspace } })
    await tx.member.create({ data: { userId: created.id, workspaceId: workspace.id, role: 'owner' } })
    return created
  })
  res.status(201).json({ access: await open(res, user.id) })
})

authRoutes.post('/login', limit('login', 10, 300), async (req, res) => {
  const { email, password } = credentials.parse(req.body)
  const user = await prisma.user.findUnique({ where: { email } })
  if (!user || !(await argon2.verify(user.passwordHash, password))) throw new HttpError(401, 'Wrong address or password')
  res.json({ access: await open(res, user.id) })
})

authRoutes.post('/sso', limit('sso', 30, 300), async (req, res) => {
  const { email, email_verified } = readIdToken(String(req.body.id_token))
  if (!email || !email_verified) throw new HttpError(401, 'Not verified')
  const user = await prisma.user.findUnique({ where: { email: String(email) } })
  if (!user) throw new HttpError(401, 'Unknown user')
  res.json({ access: await open(res, user.id) })
})

authRoutes.post('/refresh', async (req, res) => {
  const session = await prisma.session.findUnique({ where: { tokenHash: digest(String(req.cookies.refresh)) } })
  if (!session || session.expiresAt < new Date()) throw new HttpError(401, 'Sign in again')
  const member = await prisma.member.findFirstOrThrow({ where: { userId: session.userId } })
  res.json({ access: signAccess({ sub: session.userId, workspaceId: member.workspaceId, role: member.role }) })
})

authRoutes.post('/password', authenticate, async (req, res) => {
  const { current, next } = z.object({ current: z.string(), next: z.string().min(12).max(200) }).parse(req.body)
  const user = await prisma.user.findUniqueOrThrow({ where: { id: req.actor.userId } })
  if (!(await argon2.verify(user.passwordHash, current))) throw new HttpError(403, 'Wrong password')
  await prisma.user.update({ where: { id: user.id }, data: { passwordHash: await argon2.hash(next) } })
  res.sendStatus(204)
})

authRoutes.get('/continue', (req, res) => {
  const next = String(req.query.next ?? '')
  res.redirect(next.startsWith(env.APP_URL) ? next : env.APP_URL)
})

authRoutes.get('/help', (_req, res) => {
  res.redirect(`${env.APP_URL}/help/sign-in`)
})
