const express = require('express')

const app = express()
app.set('view engine', 'ejs')
app.use(express.urlencoded({ extended: false }))

app.post('/orders/review', (req, res) => {
  const locals = Object.assign({ heading: 'Your order' }, { note: req.body.note ?? '' })
  res.render('order', locals)
})

module.exports = app
