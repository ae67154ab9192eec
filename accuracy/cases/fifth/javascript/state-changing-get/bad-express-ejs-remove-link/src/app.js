const cookieParser = require('cookie-parser')
const express = require('express')
const cookieSession = require('cookie-session')
const { doubleCsrf } = require('csrf-csrf')
const routes = require('./routes')

const app = express()
app.set('view engine', 'ejs')
app.use(express.urlencoded({ extended: false }))
app.use(cookieParser())
app.use(cookieSession({ keys: [process.env.SESSION_KEY], secure: true, httpOnly: true, sameSite: 'lax' }))
const { doubleCsrfProtection } = doubleCsrf({
  getSecret: () => process.env.CSRF_SECRET,
  getSessionIdentifier: (req) => req.session.owner ?? '',
  getCsrfTokenFromRequest: (req) => req.body._csrf,
})
app.use(doubleCsrfProtection)
app.use('/entries', routes)
app.listen(process.env.PORT || 3000)
