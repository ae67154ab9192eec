const mongoose = require('mongoose')

exports.Member = mongoose.model('Member', new mongoose.Schema({ nickname: String, city: String, credits: Number, isAdmin: Boolean }))
