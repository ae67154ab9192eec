const mongoose = require('mongoose')

const userSchema = new mongoose.Schema({ email: String, resetToken: String, resetExpires: Date })

module.exports = { User: mongoose.model('User', userSchema) }
