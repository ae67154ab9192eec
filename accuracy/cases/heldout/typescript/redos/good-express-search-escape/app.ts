import express, { type Request, type Response } from 'express'
import { highlight } from './highlight.js'

export const app = express()
app.use(express.json())

app.post('/highlight', (req: Request<object, unknown, { text: string; words: string[] }>, res: Response) => {
  const { text, words } = req.body
  res.json({ text: highlight(String(text), words.map(String).slice(0, 20)) })
})
