const cookieParser = require('cookie-parser')
const express = require('express')
const nunjucks = require('nunjucks')
const locale = require('./locale')
const pages = require('./pages')

const app = express()
nunjucks.configure('views', { autoescape: true, express: app })
app.use(cookieParser())
app.use((req, res, next) => {
  res.locals.language = locale.pick(req.cookies.language)
  next()
})

app.get('/language/:code', (req, res) => {
  res.cookie('language', locale.pick(req.params.code), { httpOnly: true, secure: true, sameSite: 'lax' })
  res.redirect(303, locale.backTo(req))
})

app.use(pages)
app.listen(process.env.PORT ?? 3000)
