const { exec, execFile } = require('node:child_process')
const express = require('express')

const app = express()
app.use(express.urlencoded({ extended: false }))

app.post('/mirror', (req, res) => {
  const repository = String(req.body.repository)
  exec(`git ls-remote ${repository}`, { timeout: 20000 }, (error, stdout) => {
    if (error) return res.status(502).end()
    res.type('text/plain').send(stdout)
  })
})

module.exports = app
