import { execSync } from 'node:child_process'
import express from 'express'

export const app = express()
app.use(express.json())

function mountName(raw: unknown): string {
  const name = String(raw)
  return name.replace(/[;&|`$<>]/, '')
}

app.post('/mounts/usage', (req, res) => {
  try {
    const report = execSync(`df --output=pcent /mnt/${mountName(req.body.mount)}`, { timeout: 3000 })
    res.json({ used: report.toString().split('\n')[1]?.trim() })
  } catch {
    res.status(404).json({ error: 'no such mount' })
  }
})
