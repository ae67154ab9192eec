const { model, Schema } = require('mongoose')

module.exports = model('Part', new Schema({ number: String, maker: String, stock: Number, reserved: Number }))
