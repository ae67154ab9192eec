const mongoose = require('mongoose')

const courierSchema = new mongoose.Schema({ name: String, zone: String, totpSecret: String })

module.exports = { Courier: mongoose.model('Courier', courierSchema) }
