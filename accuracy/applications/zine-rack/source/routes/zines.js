const express = require('express')
const db = require('../lib/db')
const { mustLogin } = require('../lib/auth')
const { escapeHtml, mark } = require('../lib/text')

const router = express.Router()

const columns = { title: 'title COLLATE NOCASE', newest: 'id DESC', pages: 'pages' }

router.get('/', (req, res, next) => {
  const order = Object.hasOwn(columns, String(req.query.by)) ? columns[req.query.by] : columns.newest
  db.all('SELECT id, title, topic FROM zines ORDER BY ' + order + ' LIMIT 40', [], (err, zines) => {
    if (err) return next(err)
    res.render('zines', { zines })
  })
})

router.get('/search', (req, res, next) => {
  const q = req.query.q || ''
  const sql = "SELECT id, title, topic FROM zines WHERE title LIKE '%" + q + "%' OR about LIKE '%" + q + "%' LIMIT 40"
  db.all(sql, [], (err, zines) => {
    if (err) return next(err)
    res.render('zines', { zines })
  })
})

// what others wrote, as a list to print
router.get('/topics/:topic', (req, res, next) => {
  db.all('SELECT id, title FROM zines WHERE topic = ? LIMIT 40', [req.params.topic], (err, zines) => {
    if (err) return next(err)
    if (zines.length === 0) return res.status(404).send('<p>Nothing yet about ' + req.params.topic + '.</p>')
    const items = zines.map((zine) => '<li>' + mark(zine.title, req.query.word) + '</li>').join('')
    res.send('<h1>' + escapeHtml(req.params.topic) + '</h1><ul>' + items + '</ul>')
  })
})

router.get('/:id(\\d+)', (req, res, next) => {
  db.get('SELECT * FROM zines WHERE id = ?', [req.params.id], (err, zine) => {
    if (err) return next(err)
    if (!zine) return res.status(404).send('No such zine')
    const sql = 'SELECT r.body, m.name FROM reviews r JOIN members m ON m.id = r.member_id WHERE r.zine_id = ? LIMIT 100'
    db.all(sql, [zine.id], (problem, reviews) => {
      if (problem) return next(problem)
      res.render('zine', { zine, reviews, facts: { id: zine.id, pages: zine.pages, title: zine.title } })
    })
  })
})

router.post('/', mustLogin, (req, res, next) => {
  const { title, topic, about } = req.body
  const pages = Number.parseInt(req.body.pages, 10) || 8
  const sql = 'INSERT INTO zines (member_id, title, topic, pages, about) VALUES (?, ?, ?, ?, ?)'
  db.run(sql, [req.member.id, String(title), String(topic), pages, String(about)], (err, done) => {
    if (err) return next(err)
    res.redirect('/zines/' + done.lastID)
  })
})

router.post('/:id(\\d+)/reviews', mustLogin, (req, res, next) => {
  const sql = 'INSERT INTO reviews (zine_id, member_id, body) VALUES (?, ?, ?)'
  db.run(sql, [req.params.id, req.member.id, String(req.body.body)], (err) => {
    if (err) return next(err)
    res.redirect('/zines/' + req.params.id)
  })
})

module.exports = router
