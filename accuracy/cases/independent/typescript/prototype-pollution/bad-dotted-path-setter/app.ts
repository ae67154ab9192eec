import express from 'express'
import { setPath } from './set-path.js'

const layout: Record<string, unknown> = {}
export const app = express()
app.use(express.json())

app.put('/layout', (req, res) => {
  setPath(layout, String(req.body.path), req.body.value)
  res.json(layout)
})
