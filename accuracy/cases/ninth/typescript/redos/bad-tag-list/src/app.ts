import express from 'express'
import { TagList } from './tags'

export const app = express()
app.use(express.json())

app.post('/tags', (req, res) => {
  const list = String(req.body.tags ?? '')
  if (!TagList.valid(list)) {
    res.status(400).json({ error: 'not a list of tags' })
    return
  }
  res.json({ tags: list.split(',').map((tag) => tag.trim()) })
})
