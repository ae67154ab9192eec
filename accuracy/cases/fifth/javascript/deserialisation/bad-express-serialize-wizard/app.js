var cookieParser = require('cookie-parser')
var express = require('express')

var app = express()
app.set('view engine', 'ejs')
app.use(cookieParser())
app.use(express.urlencoded({ extended: false }))
app.use('/wizard', require('./routes/wizard'))
app.listen(process.env.PORT || 3000)
