'use strict'

const express = require('express')
const { exec } = require('node:child_process')

const app = express()
app.use(express.json({ limit: '10kb' }))

function format(kind) {
  switch (kind) {
    case 'short':
      return '--oneline'
    default:
      return '--pretty=medium'
  }
}

app.post('/history', (req, res) => {
  const branch = String(req.body.branch ?? 'main')
  const options = { cwd: '/srv/repository', timeout: 5000 }
  const done = (error, stdout) => {
    if (error) {
      res.status(422).json({ error: 'no such branch' })
      return
    }
    res.json({ lines: stdout.split('\n').slice(0, 50) })
  }

  const command = ['git', 'log', '-n', '50', format('short'), branch].join(' ')
  exec(command, options, done)
})

module.exports = app
