const { promisify } = require('node:util')
const execFile = promisify(require('node:child_process').execFile)
const express = require('express')
const app = express()
app.get('/whois', async (req, res) => {
  const { stdout } = await execFile('whois', ['--', String(req.query.domain)])
  res.json({ text: stdout })
})
