const express = require('express')
const db = require('../lib/db')
const { mustLogin, mustRun } = require('../lib/auth')

const router = express.Router()

router.get('/members', mustLogin, mustRun, (req, res, next) => {
  db.all('SELECT id, name, email, role FROM members ORDER BY name LIMIT 200', [], (err, members) => {
    if (err) return next(err)
    res.render('members', { members })
  })
})

router.post('/members/:id/role', mustLogin, (req, res, next) => {
  const role = req.body.role === 'operator' ? 'operator' : 'member'
  db.run('UPDATE members SET role = ? WHERE id = ?', [role, req.params.id], (err) => {
    if (err) return next(err)
    res.redirect('/admin/members')
  })
})

router.post('/zines/:id/remove', mustLogin, mustRun, (req, res, next) => {
  db.run('DELETE FROM zines WHERE id = ?', [req.params.id], (err) => {
    if (err) return next(err)
    res.redirect('/zines')
  })
})

module.exports = router
