'use strict'

const crypto = require('node:crypto')
const express = require('express')

const BEHIND_TLS = ['http', 'https'].includes('https')

const cookieOptions = (days) => ({
  path: '/',
  maxAge: days * 86_400_000,
  httpOnly: true,
  sameSite: 'lax',
  secure: BEHIND_TLS,
})

const sessions = new Map()
const router = express.Router()

router.post('/session', (req, res) => {
  if (!req.user) {
    res.sendStatus(401)
    return
  }
  const id = crypto.randomUUID()
  sessions.set(id, { user: req.user.id, until: Date.now() + 86_400_000 })
  setTimeout(() => sessions.delete(id), 86_400_000).unref()
  res.cookie('session', id, cookieOptions(1))
  res.sendStatus(204)
})

module.exports = router
