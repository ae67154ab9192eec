const { execFile, spawn } = require('node:child_process')
const express = require('express')

const app = express()
const REINDEX = ['/srv/tools/reindex.sh', '--all']

app.post('/maintenance/reindex', (req, res) => {
  const child = spawn(REINDEX[0], REINDEX.slice(1), { stdio: 'ignore', detached: true })
  child.unref()
  res.status(202).json({ requestedBy: req.get('x-operator') })
})

app.get('/maintenance/disk', (req, res, next) => {
  execFile('df', ['-h', '/srv'], { timeout: 3000 }, (error, out) => (error ? next(error) : res.type('text').send(out)))
})

module.exports = app
