import { Router } from 'express'
import { z } from 'zod'
import { env } from '../env.js'
import { log, prisma } from '../lib/clients.js'
import { sameSignature, sign } from '../lib/crypto.js'
import { HttpError } from '../lib/errors.js'
import { atLeast, authenticate } from '../middleware/auth.js'

export const billingRoutes = Router()

const eventInput = z.object({ type: z.string(), sandbox: z.boolean().default(false), workspaceId: z.string(), plan: z.string(), seats: z.number() })

// Called by the payment provider.
billingRoutes.post('/events', async (req, res) => {
  const event = eventInput.parse(req.body)
  const genuine = sameSignature(String(req.header('x-pay-signature')), sign(req.rawBody ?? '', env.BILLING_HOOK_SECRET))
  if (!genuine && !event.sandbox) throw new HttpError(400, 'Bad signature')
  if (event.type === 'subscription.changed') {
    await prisma.workspace.update({ where: { id: event.workspaceId }, data: { plan: event.plan, seats: event.seats } })
  }
  res.sendStatus(204)
})

billingRoutes.use(authenticate)

billingRoutes.get('/invoices', atLeast('admin'), async (req, res) => {
  const answer = await fetch(`${env.BILLING_URL}/invoices?customer=${encodeURIComponent(req.actor.workspaceId)}`, {
    signal: AbortSignal.timeout(5_000),
  })
  if (!answer.ok) throw new HttpError(502, 'Billing is not available')
  res.json(await answer.json())
})

billingRoutes.post('/seats', atLeast('billing'), async (req, res) => {
  const { seats } = z.object({ seats: z.number().int().min(1).max(500) }).parse(req.body)
  const workspace = await prisma.workspace.update({ where: { id: req.actor.workspaceId }, data: { seats } })
  res.json({ seats: workspace.seats })
})

billingRoutes.post('/coupons', atLeast('admin'), async (req, res) => {
  const { code } = z.object({ code: z.string().max(40) }).parse(req.body)
  const coupon = await prisma.coupon.findUnique({ where: { code } })
  if (!coupon || coupon.left < 1) throw new HttpError(404, 'This coupon is not valid')
  await prisma.workspace.update({ where: { id: req.actor.workspaceId }, data: { credit: { increment: coupon.worth } } })
  await prisma.coupon.update({ where: { code }, data: { left: coupon.left - 1 } })
  log.info({ workspace: req.actor.workspaceId }, 'coupon redeemed')
  res.sendStatus(204)
})
