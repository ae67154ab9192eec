const express = require('express')
const matches = require('./lib/matches')

const app = express()
app.set('view engine', 'pug')
app.use(express.static('public'))

app.get('/matches', function (req, res, next) {
  matches.search(req.query.season || '2024', req.query.opponent, function (error, found) {
    if (error) return next(error)
    res.render('matches', { matches: found })
  })
})

app.use(function (error, req, res, next) {
  res.status(500).render('sorry')
})

app.listen(process.env.PORT || 3000)
