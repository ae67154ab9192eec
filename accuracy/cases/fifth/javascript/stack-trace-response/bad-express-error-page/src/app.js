const express = require('express')
const calendar = require('./calendar')
const { errorPage } = require('./errors')

const app = express()
app.set('view engine', 'pug')
app.use('/calendar', calendar)
app.use(errorPage)
app.listen(process.env.PORT || 3000)
