const { Router } = require('express')
const { Account } = require('./account.model')
const { requireSession } = require('./require-session')

const router = Router()

router.get('/account', requireSession, async (req, res, next) => {
  try {
    const account = await Account.findById(req.session.accountId).lean()
    if (!account) return res.status(404).json({ message: 'No such account' })
    res.json({ account })
  } catch (error) {
    next(error)
  }
})

module.exports = router
