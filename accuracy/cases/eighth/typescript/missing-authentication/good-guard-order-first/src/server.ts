import { createHash, timingSafeEqual } from 'node:crypto'
import express, { type NextFunction, type Request, type Response } from 'express'

const app = express()
const jobs = ['thumbnails', 'letters']
const expected = createHash('sha256').update(process.env.OPERATOR_TOKEN ?? crypto.randomUUID()).digest()

function operator(req: Request, res: Response, next: NextFunction): void {
  const sent = (req.get('authorization') ?? '').replace(/^Bearer /, '')
  const given = createHash('sha256').update(sent).digest()
  if (timingSafeEqual(given, expected)) return next()
  res.status(401).json({ error: 'operators only' })
}

app.use(operator)

app.delete('/jobs', (_req, res) => {
  const removed = jobs.splice(0).length
  res.json({ removed })
})

app.get('/jobs', (_req, res) => {
  res.json({ jobs: jobs.slice(0, 50) })
})

app.post('/jobs/:name', (req, res) => {
  if (jobs.length >= 100) return void res.status(409).json({ error: 'the queue is full' })
  jobs.push(req.params.name.slice(0, 40))
  res.status(201).json({ length: jobs.length })
})

app.listen(3000)
