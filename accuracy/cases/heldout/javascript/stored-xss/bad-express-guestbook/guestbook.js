const mongoose = require('mongoose')

const Entry = mongoose.model('Entry', new mongoose.Schema({ author: String, text: String }))

exports.sign = (author, text) => Entry.create({ author, text })
exports.latest = () => Entry.find().sort({ _id: -1 }).limit(30).lean()
