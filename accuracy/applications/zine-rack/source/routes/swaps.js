const express = require('express')
const serialize = require('node-serialize')
const db = require('../lib/db')
const { mustLogin } = require('../lib/auth')

const router = express.Router()

router.use(mustLogin)

// the letters that I wrote
router.get('/', (req, res, next) => {
  db.all('SELECT * FROM swaps WHERE member_id = ? ORDER BY id DESC LIMIT 50', [req.member.id], (err, swaps) => {
    if (err) return next(err)
    res.render('swaps', { swaps })
  })
})

// what I collected on the way through the shelf, kept in a cookie
router.get('/basket', (req, res, next) => {
  const packed = req.cookies.basket
  const basket = packed ? serialize.unserialize(Buffer.from(packed, 'base64').toString()) : { ids: [] }
  if (!basket.ids || basket.ids.length === 0) return res.json([])
  db.byIds('zines', basket.ids.slice(0, 20), (err, zines) => {
    if (err) return next(err)
    res.json(zines)
  })
})

router.post('/basket', (req, res) => {
  const ids = [].concat(req.body.ids || []).map(Number)
  res.cookie('basket', Buffer.from(serialize.serialize({ ids })).toString('base64'), { httpOnly: true, sameSite: 'lax' })
  res.sendStatus(204)
})

router.post('/', (req, res, next) => {
  const sql = 'INSERT INTO swaps (zine_id, member_id, letter) VALUES (?, ?, ?)'
  db.run(sql, [Number(req.body.zine), req.member.id, String(req.body.letter)], (err) => {
    if (err) return next(err)
    res.redirect('/swaps')
  })
})

// the letter as plain text, for the printer
router.get('/:id/letter', (req, res, next) => {
  db.get('SELECT letter, state FROM swaps WHERE id = ?', [req.params.id], (err, swap) => {
    if (err) return next(err)
    if (!swap) return res.sendStatus(404)
    res.type('text').send(swap.letter)
  })
})

router.post('/:id/withdraw', (req, res, next) => {
  const sql = "UPDATE swaps SET state = 'withdrawn' WHERE id = ? AND member_id = ?"
  db.run(sql, [req.params.id, req.member.id], (err, done) => {
    if (err) return next(err)
    res.sendStatus(done.changes === 1 ? 204 : 404)
  })
})

module.exports = router
