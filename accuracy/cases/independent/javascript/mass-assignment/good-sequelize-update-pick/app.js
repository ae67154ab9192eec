const express = require('express')
const { Account } = require('./models')
const { requireUser } = require('./security')

const router = express.Router()

const editable = ({ nickname, language }) => ({ nickname, language })

router.put('/account', requireUser, async (req, res) => {
  await Account.update(editable(req.body), { where: { id: req.user.id } })
  res.status(204).end()
})

module.exports = router
