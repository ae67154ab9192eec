const express = require('express')
const { requireUser } = require('../lib/auth')
const User = require('../models/user')

const router = express.Router()

router.get('/users/:name', requireUser, async (req, res, next) => {
  try {
    const user = await User.findOne({ name: req.params.name }).select('name avatar').lean()
    if (user) res.json(user)
    else res.sendStatus(404)
  } catch (error) {
    next(error)
  }
})

module.exports = router
