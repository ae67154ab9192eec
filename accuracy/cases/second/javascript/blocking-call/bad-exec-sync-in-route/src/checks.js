const { execFileSync } = require('node:child_process')
const express = require('express')
const { operatorOnly } = require('./auth')

const router = express.Router()

router.get('/checks/disk', operatorOnly, async (_req, res) => {
  const output = execFileSync('df', ['--output=pcent', '/srv'], { encoding: 'utf8', timeout: 5000 })
  res.json({ used: output.split('\n')[1].trim() })
})

module.exports = router
