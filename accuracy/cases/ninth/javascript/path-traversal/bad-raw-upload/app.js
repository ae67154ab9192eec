const fs = require('node:fs')
const path = require('node:path')
const { pipeline } = require('node:stream/promises')
const express = require('express')

const app = express()
const INCOMING = '/var/spool/incoming'

app.put('/incoming', async (req, res) => {
  const header = decodeURIComponent(req.get('x-filename') ?? '')
  const name = header.slice(0, 100)
  if (!/\.wav$/.test(name)) return res.sendStatus(415)
  const target = path.resolve(INCOMING, name)
  await pipeline(req, fs.createWriteStream(target, { flags: 'wx' }))
  res.sendStatus(201)
})

module.exports = app
