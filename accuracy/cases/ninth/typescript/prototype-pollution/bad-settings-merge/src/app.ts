import express from 'express'
import { mergeInto } from './merge'

export const app = express()
app.use(express.text({ type: 'application/json' }))

const settings = { editor: { tabs: 2 }, theme: 'light' }

app.put('/settings', (req, res) => {
  res.json(mergeInto(settings, JSON.parse(req.body)))
})
