import express, { type Request, type Response } from 'express'
import { retry } from './retry.js'

const REGIONS = new Map([
  ['north', 'https://north.telemetry.internal'],
  ['south', 'https://south.telemetry.internal'],
])

export const app = express()
app.use(express.json())

app.post('/telemetry/check', async (req: Request<object, unknown, { region: string; endpoint?: string }>, res: Response) => {
  const { region, endpoint } = req.body
  const base = endpoint ?? REGIONS.get(region)
  if (base === undefined) return void res.status(404).json({ endpoint })
  const answer = await retry(() => fetch(`${base}/ready`, { signal: AbortSignal.timeout(2000), redirect: 'error' }))
  res.json({ ready: answer.ok })
})
