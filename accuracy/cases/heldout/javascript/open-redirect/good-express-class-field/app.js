const express = require('express')
const { Ticket } = require('./ticket')

const app = express()

app.get('/t/:id', (req, res) => {
  const ticket = new Ticket({ id: req.params.id, target: req.query.target?.toString() })
  res.set('X-Ticket', encodeURIComponent(ticket.id))
  res.redirect(ticket.location)
})

module.exports = app
