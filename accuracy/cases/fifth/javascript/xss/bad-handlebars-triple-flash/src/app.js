const express = require('express')
const { engine } = require('express-handlebars')
const members = require('./members')

const app = express()
app.engine('hbs', engine({ extname: '.hbs', defaultLayout: 'main' }))
app.set('view engine', 'hbs')
app.set('views', 'views')
app.use(express.urlencoded({ extended: false }))

app.use((req, res, next) => {
  res.locals.notice = req.query.notice
  next()
})
app.use('/members', members)
app.listen(process.env.PORT || 3000)
