const express = require('express')
const { Account } = require('./models')
const { requireUser } = require('./security')

const router = express.Router()

const withoutId = ({ id, ...rest }) => rest

router.put('/account', requireUser, async (req, res) => {
  await Account.update(withoutId(req.body), { where: { id: req.user.id } })
  res.status(204).end()
})

module.exports = router
