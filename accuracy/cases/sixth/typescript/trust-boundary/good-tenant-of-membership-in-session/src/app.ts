import express, { type NextFunction, type Request, type Response } from 'express'
import { sessions } from './session.js'
import { documentsOf, membershipOf } from './tenants.js'

export const app = express()
app.set('trust proxy', 1)
app.use(express.json(), sessions)

app.use((req: Request, res: Response, next: NextFunction) => {
  if (!req.session.userId) return res.status(401).json({ error: 'unauthenticated' })
  next()
})

app.post('/tenant', async (req, res) => {
  const membership = await membershipOf(req.session.userId as string, String(req.body.tenantId))
  if (!membership) return res.status(403).json({ error: 'not a member' })
  req.session.tenantId = membership.tenantId
  res.sendStatus(204)
})

app.get('/documents', async (req, res) => {
  if (!req.session.tenantId) return res.status(409).json({ error: 'choose a tenant' })
  res.json({ items: await documentsOf(req.session.tenantId) })
})
