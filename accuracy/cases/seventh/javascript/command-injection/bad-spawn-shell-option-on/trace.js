import { spawn } from 'node:child_process'
import express from 'express'

const app = express()
app.use(express.urlencoded({ extended: false }))

const settings = { shell: true, timeout: 10_000 }
const HOST = /[a-z0-9][a-z0-9.-]*/i

const run = (host) =>
  new Promise((resolve, reject) => {
    const chunks = []
    const child = spawn('traceroute', ['-m', '5', host], settings)
    child.stdout.on('data', (chunk) => chunks.push(chunk))
    child.on('error', reject)
    child.on('close', () => resolve(Buffer.concat(chunks).toString('utf8')))
  })

app.post('/trace', async (req, res) => {
  const host = req.body?.host ?? 'gateway.internal'
  if (!HOST.test(host)) {
    res.status(422).json({ error: 'host' })
    return
  }
  try {
    res.type('text/plain').send(await run(host))
  } catch {
    res.status(502).json({ error: 'trace failed' })
  }
})

app.listen(Number(process.env.PORT ?? 3000))
