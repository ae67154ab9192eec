import { execFile, exec } from 'node:child_process'
import { EventEmitter } from 'node:events'
import express from 'express'

const events = new EventEmitter()
const app = express()
app.use(express.json())

events.on('render', (name) => exec(`wkhtmltopdf /srv/pages/${name}.html /srv/out.pdf`))

app.post('/render', (req, res) => {
  events.emit('render', req.body.page)
  res.status(202).end()
})

export default app
