const fs = require('node:fs')
const express = require('express')

const app = express()
const log = fs.createWriteStream('/var/log/shop/events.log', { flags: 'a' })

class EventLine {
  constructor(event) {
    this.event = event
  }

  toString() {
    return `${new Date().toISOString()} event=${this.event}\n`
  }
}

app.post('/events', (req, res) => {
  const line = new EventLine(String(req.query.event ?? 'none'))
  log.write(String(line))
  res.sendStatus(204)
})

module.exports = app
