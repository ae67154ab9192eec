import { type Request, type Response, Router } from 'express'
import { startExport } from './store.js'

export const exportsRouter = Router()

exportsRouter.post('/customers', async (req: Request, res: Response) => {
  res.status(202).json({ job: await startExport('customers', String(req.body.email)) })
})
