import express, { type Request, type Response } from 'express'
import { audit } from './audit.js'
import { requireStaff } from './guard.js'
import { closeAccount } from './accounts.js'

export const app = express()

app.post('/accounts/:id/close', requireStaff, async (req: Request<{ id: string }>, res: Response) => {
  await audit(res.locals.staff, 'account.close')
  await closeAccount(Number(req.params.id))
  res.status(204).end()
})
