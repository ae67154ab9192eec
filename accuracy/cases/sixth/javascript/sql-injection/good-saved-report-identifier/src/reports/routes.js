import { Router } from 'express'
import { requireUser } from '../auth.js'
import { findReport, saveReport } from './store.js'
import { runReport } from './run.js'

export const reports = Router()
reports.use(requireUser)

reports.post('/', async (req, res) => {
  const { title, groupBy } = req.body
  if (typeof title !== 'string' || typeof groupBy !== 'string') {
    return res.status(422).json({ error: 'title and groupBy are required' })
  }
  const id = await saveReport(req.user.accountId, { title, groupBy })
  res.status(201).json({ id })
})

reports.get('/:id/result', async (req, res) => {
  const report = await findReport(req.user.accountId, Number(req.params.id))
  if (!report) return res.sendStatus(404)
  res.json(await runReport(report, req.user.accountId))
})
