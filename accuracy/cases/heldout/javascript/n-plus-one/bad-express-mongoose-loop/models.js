const mongoose = require('mongoose')

exports.Room = mongoose.model('Room', new mongoose.Schema({ name: String }))
exports.Booking = mongoose.model('Booking', new mongoose.Schema({ day: String, at: String, room: mongoose.ObjectId }))
