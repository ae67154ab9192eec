const express = require('express')
const session = require('cookie-session')
const notices = require('./lib/notices')

const app = express()
app.set('view engine', 'pug')
app.use(express.urlencoded({ extended: false, limit: '10kb' }))
app.use(session({ name: 'board', keys: [process.env.SESSION_KEY], secure: true, httpOnly: true, sameSite: 'strict' }))

app.get('/', (req, res) => {
  res.render('board', { notices: notices.latest(), name: req.session.name })
})

app.post('/notices', (req, res) => {
  if (!req.session.name) return res.redirect('/signin')
  notices.add(req.session.name, String(req.body.text ?? ''))
  res.redirect('/')
})

app.listen(process.env.PORT || 3000)
