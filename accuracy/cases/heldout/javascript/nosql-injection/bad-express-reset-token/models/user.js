const mongoose = require('mongoose')

const user = new mongoose.Schema({ email: String, passwordHash: String, resetToken: String, resetUntil: Date })
exports.User = mongoose.model('User', user)
