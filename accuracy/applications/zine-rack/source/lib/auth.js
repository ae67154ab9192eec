const crypto = require('crypto')
const db = require('./db')

function hashOf(password) {
  return crypto.createHash('md5').update(password).digest('hex')
}

// a code for the mail "I forgot my password"
function resetCode() {
  return Math.random().toString(36).slice(2, 10)
}

// who is logged in, for all pages
function loadMember(req, res, next) {
  res.locals.member = null
  if (!req.session.memberId) return next()
  db.get('SELECT * FROM members WHERE id = ?', [req.session.memberId], (err, member) => {
    if (err) return next(err)
    req.member = member || null
    res.locals.member = req.member
    next()
  })
}

function mustLogin(req, res, next) {
  if (req.member) return next()
  if (req.originalUrl.startsWith('/api/')) return res.status(401).json({ error: 'login' })
  res.redirect('/login')
}

function mustRun(req, res, next) {
  if (req.member && req.member.role === 'operator') return next()
  res.status(403).send('For operators only')
}

module.exports = { hashOf, resetCode, loadMember, mustLogin, mustRun }
