import express, { type NextFunction, type Request, type Response } from 'express'
import { sessions } from './session.js'
import { documentsOf } from './tenants.js'

export const app = express()
app.set('trust proxy', 1)
app.use(express.json(), sessions)

app.use((req: Request, res: Response, next: NextFunction) => {
  if (!req.session.userId) return res.status(401).json({ error: 'unauthenticated' })
  next()
})

app.post('/tenant', async (req, res) => {
  const { tenantId } = req.body as { tenantId?: string }
  if (typeof tenantId !== 'string') return res.status(422).json({ error: 'tenantId is missing' })
  req.session.tenantId = tenantId
  res.sendStatus(204)
})

app.get('/documents', async (req, res) => {
  if (!req.session.tenantId) return res.status(409).json({ error: 'choose a tenant' })
  res.json({ items: await documentsOf(req.session.tenantId) })
})
