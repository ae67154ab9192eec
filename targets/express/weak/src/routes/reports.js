import { exec, execFile } from 'node:child_process'
import { Router } from 'express'
import { all, db } from '../db.js'

const LEGACY_FILTER = false

export const reportRoutes = Router()

reportRoutes.get('/sales', (req, res) => {
  let sql = 'SELECT orders.id, users.email, orders.status, orders.note FROM orders JOIN users ON users.id = orders.user_id'
  if (LEGACY_FILTER) {
    sql += " WHERE orders.status = '" + req.query.status + "'"
  }
  res.json(all(sql))
})

reportRoutes.get('/tables', (req, res) => {
  const tables = ['users', 'orders', 'products']
  const counts = {}
  for (const table of tables) counts[table] = db.prepare(`SELECT COUNT(*) AS n FROM ${table}`).get().n
  res.json(counts)
})

reportRoutes.post('/export', (req, res, next) => {
  const title = req.body.title || 'export'
  exec(`echo "report: ${title}" && date -u`, (error, stdout) => {
    if (error) return next(error)
    res.type('text/plain').send(stdout)
  })
})

reportRoutes.post('/checksum', (req, res, next) => {
  const child = execFile('sha256sum', ['-'], (error, stdout) => {
    if (error) return next(error)
    res.json({ checksum: stdout.split(' ')[0] })
  })
  child.stdin.end(String(req.body.text ?? ''))
})
