import vm from 'node:vm'
import express, { type Request, type Response } from 'express'

const app = express()

function* texts(header: string | undefined): Generator<string> {
  if (header !== undefined) yield header
  yield '10'
}

function compute(text: string, sandbox: Record<string, number>): unknown {
  const value: unknown = JSON.parse(text)
  return typeof value === 'number' ? value : vm.runInNewContext('base * 2', sandbox, { timeout: 50 })
}

app.get('/alerts', (req: Request, res: Response) => {
  const [text] = texts(req.get('x-threshold'))
  let threshold: number
  try {
    threshold = Number(compute(text, { base: 10 }))
  } catch {
    res.status(400).json({ error: 'threshold' })
    return
  }
  const values = [4, 8, 15, 16, 23, 42]
  res.json({ threshold, above: values.filter((value) => value > threshold) })
})

export default app
