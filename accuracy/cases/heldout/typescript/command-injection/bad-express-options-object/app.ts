import express, { type Request, type Response } from 'express'
import { archive } from './tools.js'

export const app = express()
app.use(express.json())

app.post('/archives', async (req: Request<object, unknown, { label: string }>, res: Response) => {
  res.json({ code: await archive(String(req.body.label)) })
})
