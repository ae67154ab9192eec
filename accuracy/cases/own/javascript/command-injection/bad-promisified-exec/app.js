const { promisify } = require('node:util')
const exec = promisify(require('node:child_process').exec)
const express = require('express')
const app = express()
app.get('/whois', async (req, res) => {
  const { stdout } = await exec(`whois ${req.query.domain}`)
  res.json({ text: stdout })
})
