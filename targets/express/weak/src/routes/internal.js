import os from 'node:os'
import { Router } from 'express'
import { config } from '../config.js'
import { all } from '../db.js'
import { counters } from '../middleware/logging.js'

export const internalRoutes = Router()

internalRoutes.get('/health', (req, res) => {
  res.json({ status: 'ok', version: config.version, node: process.version })
})

internalRoutes.get('/metrics', (req, res) => {
  res.type('text/plain').send(
    `# HELP shop_requests_total Requests\n# TYPE shop_requests_total counter\nshop_requests_total ${counters.requests}\n` +
      `# HELP shop_errors_total Errors\n# TYPE shop_errors_total counter\nshop_errors_total ${counters.errors}\n`,
  )
})

internalRoutes.get('/debug/config', (req, res) => {
  res.json({ config, env: process.env, host: os.hostname(), memory: process.memoryUsage() })
})

internalRoutes.get('/api/v0/users', (req, res) => {
  res.json(all('SELECT id, email, name, role FROM users'))
})
