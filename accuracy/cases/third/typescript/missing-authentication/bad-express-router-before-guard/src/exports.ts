import { Router } from 'express'
import { exportsTable } from './store'

export const exportRoutes = Router()

exportRoutes.post('/', async (req, res) => {
  const kind = req.body.kind === 'orders' ? 'orders' : 'customers'
  const job = await exportsTable.queue({ kind })
  res.status(202).json({ id: job.id })
})
