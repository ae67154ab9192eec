const express = require('express')
const { requireUser } = require('../lib/auth')
const Message = require('../models/message')

const router = express.Router()
router.use(requireUser)

router.get('/messages/:id', async (req, res, next) => {
  try {
    const message = await Message.findByPk(req.params.id)
    if (!message) {
      res.sendStatus(404)
      return
    }
    res.json({ id: message.id, text: message.text })
  } catch (error) {
    next(error)
  }
})

module.exports = router
