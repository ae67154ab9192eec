const { execFile } = require('node:child_process')
const { promisify } = require('node:util')
const express = require('express')
const { operatorOnly } = require('./auth')

const run = promisify(execFile)
const router = express.Router()

router.get('/checks/disk', operatorOnly, async (_req, res) => {
  const { stdout } = await run('df', ['--output=pcent', '/srv'], { timeout: 5000 })
  res.json({ used: stdout.split('\n')[1].trim() })
})

module.exports = router
