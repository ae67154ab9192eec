import express from 'express'
import { merge } from './merge.js'

const app = express()
app.use(express.json())
const settings = { theme: { dark: false }, page: { size: 20 } }

app.patch('/settings', (req, res) => {
  merge(settings, req.body)
  res.json(settings)
})

app.listen(3000)
