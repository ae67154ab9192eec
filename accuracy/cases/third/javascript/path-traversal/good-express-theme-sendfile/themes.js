const path = require('node:path')
const express = require('express')

const THEMES = path.join(__dirname, 'themes')
const router = express.Router()

router.get('/themes/*rest', (req, res, next) => {
  const rest = req.params.rest.join('/')
  res.sendFile(rest, { root: THEMES, maxAge: '1h' }, (error) => error && next(error))
})

module.exports = router
