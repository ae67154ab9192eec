import { exec } from 'node:child_process'
import { promisify } from 'node:util'
import express from 'express'

const run = promisify(exec)
const app = express()
app.use(express.json())

const engines = new Map<string, string>([
  ['quick', 'draft'],
  ['fine', 'quality'],
])

interface Order {
  engine?: string
}

app.post('/renderings', async (req, res) => {
  const { engine = 'quick' }: Order = req.body
  const profile = engines.get(engine) ?? engine

  const { stdout } = await run(`render-scene --profile ${profile} scene.blend`, { timeout: 60_000, cwd: '/srv/scenes' })
  res.status(201).json({ picture: stdout.trim() })
})

app.listen(3000)
