const mongoose = require('mongoose')
const Conversation = require('../models/Conversation')

async function show(req, res, next) {
  if (!mongoose.isValidObjectId(req.params.id)) {
    return res.status(404).end()
  }
  try {
    const conversation = await Conversation.findById(req.params.id).lean()
    if (!conversation) {
      return res.status(404).end()
    }
    if (!conversation.participants.some((participant) => participant.equals(req.user.id))) {
      return res.status(404).end()
    }
    res.json({ subject: conversation.subject, messages: conversation.messages.slice(-100) })
  } catch (err) {
    next(err)
  }
}

module.exports = { show }
