const mongoose = require('mongoose')

const conversationSchema = new mongoose.Schema({
  participants: [{ type: mongoose.ObjectId, ref: 'User' }],
  subject: String,
  messages: [{ author: mongoose.ObjectId, text: String, sentAt: Date }],
})

module.exports = mongoose.model('Conversation', conversationSchema)
