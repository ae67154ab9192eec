import { exec } from 'node:child_process'
import { promisify } from 'node:util'
import express from 'express'

const run = promisify(exec)
export const app = express()

app.get('/logs/tail', async (req, res) => {
  const lines = Number(req.query.lines ?? 20)
  if (!Number.isInteger(lines) || lines < 1 || lines > 500) return res.status(422).end()
  const { stdout } = await run(`tail -n ${lines} /var/log/gateway.log`, { timeout: 5000 })
  res.type('text').send(stdout)
})
