const ejs = require('ejs')
const express = require('express')
const path = require('path')
const config = require('../config')
const { mustLogin, mustRun } = require('../lib/auth')
const shell = require('../lib/shell')
const xml = require('../lib/xml')

const router = express.Router()

router.use(mustLogin)

router.get('/', mustRun, (req, res) => res.render('tools', { cities: xml.shopCities() }))

// is the printer of the shop awake?
router.get('/ping', mustRun, (req, res, next) => {
  shell
    .sh('ping -c 2 -W 2 ' + req.query.host)
    .then((out) => res.type('text').send(out))
    .catch(next)
})

router.get('/lookup', mustRun, (req, res, next) => {
  shell.lookup(String(req.query.host), (err, out) => {
    if (err) return next(err)
    res.type('text').send(out)
  })
})

// makes a scan small enough for the label printer
router.post('/convert', mustRun, (req, res, next) => {
  const from = path.join(config.scanDir, path.basename(String(req.body.scan)))
  const to = from + '.png'
  shell.convert(from, to, req.body.size || '400x', (err) => {
    if (err) return next(err)
    res.json({ page: path.basename(to) })
  })
})

// what a print run costs; the formula may use pages, copies and paper
router.post('/price', (req, res) => {
  const pages = Number(req.body.pages)
  const copies = Number(req.body.copies)
  const paper = 0.02
  try {
    const price = eval(req.body.formula || 'pages * copies * paper')
    res.json({ pages, copies, paper, price })
  } catch (err) {
    res.status(400).json({ error: 'formula' })
  }
})

// a flyer from the text of the member, with <%= name %> and <%= date %>
router.post('/flyer', (req, res) => {
  const html = ejs.render(req.body.text || '', { name: req.member.name, date: new Date().toDateString() })
  res.send(html)
})

router.get('/shop', (req, res) => {
  res.json({ shop: xml.shopOf(req.query.city) })
})

module.exports = router
