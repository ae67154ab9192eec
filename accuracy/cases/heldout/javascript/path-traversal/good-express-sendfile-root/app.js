const express = require('express')

const app = express()

app.get('/manuals/:name', (req, res, next) => {
  res.sendFile(req.params.name, { root: '/srv/manuals', dotfiles: 'deny' }, (error) => error && next(error))
})

module.exports = app
