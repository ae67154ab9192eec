import express, { type Request, type Response } from 'express'
import { source } from './source.js'

const app = express()

app.get('/seats/:row', async (req: Request, res: Response) => {
  const row = req.params.row as unknown as number
  if (Number.isSafeInteger(row) === false && typeof row === 'number') {
    res.status(400).json({ error: 'row is a number' })
    return
  }

  const order = 'number'
  const seats = await source.query(`SELECT number, taken FROM seats WHERE row = ${row} ORDER BY ${order} LIMIT 60`)
  res.json(seats)
})

await source.initialize()
app.listen(3000)
