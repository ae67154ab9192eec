const mongoose = require('mongoose')

const courierSchema = new mongoose.Schema({ name: String, zone: String, totpSecret: String })
courierSchema.set('toJSON', {
  transform(document, plain) {
    delete plain.totpSecret
    return plain
  },
})

module.exports = { Courier: mongoose.model('Courier', courierSchema) }
