'use strict'

const crypto = require('node:crypto')
const express = require('express')

const CIPHERS = {
  old: { name: 'des-ede3-cbc', key: 24, iv: 8 },
  now: { name: 'aes-256-gcm', key: 32, iv: 12 },
}
const { name, key: keyLength, iv: ivLength } = CIPHERS.old

function seal(text) {
  const key = Buffer.from(process.env.NOTE_KEY, 'hex').subarray(0, keyLength)
  const iv = crypto.randomBytes(ivLength)
  const cipher = crypto.createCipheriv(name, key, iv)
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  const tag = name.endsWith('gcm') ? cipher.getAuthTag() : undefined
  return [iv, sealed, ...(tag ? [tag] : [])].map((part) => part.toString('base64url')).join('.')
}

const app = express()
app.use(express.json())

app.post('/notes', (req, res) => {
  const text = String(req.body?.text ?? '')
  res.status(201).json({ sealed: seal(text) })
})

module.exports = app
