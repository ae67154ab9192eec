const express = require('express')
const db = require('../lib/db')
const auth = require('../lib/auth')
const { isEmail, merge } = require('../lib/text')

const router = express.Router()

router.get('/', (req, res, next) => {
  const banners = ['fold.svg', 'staple.svg', 'cut.svg']
  const banner = banners[Math.floor(Math.random() * banners.length)]
  db.all('SELECT id, title, topic FROM zines ORDER BY id DESC LIMIT 12', [], (err, zines) => {
    if (err) return next(err)
    res.render('home', { zines, banner })
  })
})

router.get('/login', (req, res) => {
  res.render('login', { next: req.query.next || '/', note: '' })
})

router.post('/login', (req, res, next) => {
  const { name, password } = req.body
  db.get('SELECT * FROM members WHERE name = ?', [name], (err, member) => {
    if (err) return next(err)
    if (!member || member.pass !== auth.hashOf(String(password))) {
      return res.status(401).render('login', { next: '/', note: 'Name or password is not right.' })
    }
    req.session.regenerate((problem) => {
      if (problem) return next(problem)
      req.session.memberId = member.id
      res.redirect(req.body.next || '/')
    })
  })
})

router.get('/join', (req, res) => res.render('join', { note: '' }))

router.post('/join', (req, res, next) => {
  const { name, email, password } = req.body
  console.log('join', JSON.stringify(req.body))
  if (!name || !isEmail(email)) return res.status(400).render('join', { note: 'A name and a mail address, please.' })
  if (String(password).length < 10) return res.status(400).render('join', { note: 'Ten letters at least.' })
  db.run('INSERT INTO members (name, email, pass) VALUES (?, ?, ?)', [name, email, auth.hashOf(password)], (err) => {
    if (err) return next(err)
    res.redirect('/login')
  })
})

router.post('/forgot', (req, res, next) => {
  const code = auth.resetCode()
  db.run('UPDATE members SET reset_code = ? WHERE email = ?', [code, String(req.body.email)], (err) => {
    if (err) return next(err)
    console.log('a reset was asked for')
    res.render('login', { next: '/', note: 'If we know the address, a mail is on its way.' })
  })
})

router.get('/logout', auth.mustLogin, (req, res) => {
  const back = req.query.to === 'zines' ? '/zines' : '/'
  req.session.destroy(() => res.redirect(back))
})

router.get('/account', auth.mustLogin, (req, res) => {
  res.render('account', { prefs: JSON.parse(req.member.prefs) })
})

router.post('/account', auth.mustLogin, (req, res, next) => {
  db.update('members', req.member.id, req.body, (err) => {
    if (err) return next(err)
    res.redirect('/account')
  })
})

router.put('/account/preferences', auth.mustLogin, (req, res, next) => {
  const prefs = merge(JSON.parse(req.member.prefs), req.body)
  db.update('members', req.member.id, { prefs: JSON.stringify(prefs) }, (err) => {
    if (err) return next(err)
    res.json(prefs)
  })
})

// the link in the yearly mail: "take me off the list"
router.get('/account/close', auth.mustLogin, (req, res, next) => {
  db.run('DELETE FROM members WHERE id = ?', [req.member.id], (err) => {
    if (err) return next(err)
    req.session.destroy(() => res.send('Your account is closed.'))
  })
})

module.exports = router
