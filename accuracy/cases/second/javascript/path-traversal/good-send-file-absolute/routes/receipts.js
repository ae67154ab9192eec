const path = require('node:path')
const express = require('express')
const { requireUser } = require('../lib/auth')

const router = express.Router()
const FOLDER = '/srv/receipts'

router.get('/receipts', requireUser, (req, res, next) => {
  const folder = path.join(FOLDER, String(req.user.id))
  const file = String(req.query.file)
  res.sendFile(file, { root: folder, dotfiles: 'deny' }, (error) => {
    if (error) next(error)
  })
})

module.exports = router
