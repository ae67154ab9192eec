const { Router } = require('express')
const User = require('../models/user')
const { requireUser } = require('../middleware/requireUser')

const router = Router()

router.put('/profile', requireUser, async (req, res, next) => {
  try {
    const user = await User.findByPk(req.userId)
    await user.update(req.body, { fields: ['name', 'bio'] })
    res.json({ id: user.id, name: user.name, bio: user.bio })
  } catch (err) {
    next(err)
  }
})

module.exports = router
