const crypto = require('crypto')
const express = require('express')
const http = require('http')
const https = require('https')
const config = require('../config')
const db = require('../lib/db')
const { mustLogin } = require('../lib/auth')
const xml = require('../lib/xml')

const router = express.Router()

router.get('/zines', (req, res, next) => {
  db.list('zines', { order: req.query.sort }, (err, zines) => {
    if (err) return next(err)
    const body = JSON.stringify(zines)
    res.set('ETag', '"' + crypto.createHash('md5').update(body).digest('hex') + '"')
    res.type('json').send(body)
  })
})

router.get('/members', mustLogin, (req, res, next) => {
  db.list('members', { order: 'name' }, (err, members) => {
    if (err) return next(err)
    res.json(members)
  })
})

router.post('/import', mustLogin, (req, res, next) => {
  let zines
  try {
    zines = xml.readList(req.body)
  } catch (err) {
    return res.status(400).json({ error: 'xml' })
  }
  res.json({ read: zines })
})

// a cover that is already on the web
router.post('/covers', mustLogin, (req, res, next) => {
  const url = String(req.body.url)
  const client = url.startsWith('https:') ? https : http
  client
    .get(url, (answer) => {
      res.type(answer.headers['content-type'] || 'application/octet-stream')
      answer.pipe(res)
    })
    .on('error', next)
})

// the price list of a partner shop
router.get('/partners/:number/prices', mustLogin, (req, res, next) => {
  const base = config.partners[Number(req.params.number)]
  if (!base) return res.sendStatus(404)
  https
    .get(base + '/prices?paper=' + encodeURIComponent(String(req.query.paper)), { timeout: 4000 }, (answer) => {
      let text = ''
      answer.on('data', (part) => (text += part))
      answer.on('end', () => res.json({ items: xml.readFeed(text) }))
    })
    .on('error', next)
})

module.exports = router
