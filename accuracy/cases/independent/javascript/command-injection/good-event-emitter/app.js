import { execFile, exec } from 'node:child_process'
import { EventEmitter } from 'node:events'
import express from 'express'

const events = new EventEmitter()
const app = express()
app.use(express.json())

events.on('render', (number) => execFile('wkhtmltopdf', [`/srv/pages/${number}.html`, '/srv/out.pdf']))

app.post('/render', (req, res) => {
  events.emit('render', Number(req.body.page))
  res.status(202).end()
})

export default app
