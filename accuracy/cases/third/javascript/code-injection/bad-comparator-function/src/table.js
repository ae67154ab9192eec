import { Router } from 'express'
import { parseSort, sortRows } from './sorting.js'
import { tables } from './store.js'

export const tableRoutes = Router()

tableRoutes.get('/tables/:id/rows', async (req, res) => {
  const table = await tables.ofUser(req.user.id, req.params.id)
  if (!table) return res.sendStatus(404)
  const rows = sortRows(table.rows, parseSort(req.query.sort))
  res.json({ rows: rows.slice(0, 100) })
})
