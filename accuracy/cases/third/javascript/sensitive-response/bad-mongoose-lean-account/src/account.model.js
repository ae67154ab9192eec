const mongoose = require('mongoose')

const schema = new mongoose.Schema(
  {
    email: { type: String, required: true, unique: true },
    name: String,
    passwordHash: { type: String, required: true },
    resetToken: String,
    plan: { type: String, default: 'starter' },
  },
  {
    timestamps: true,
    toJSON: {
      transform(document, json) {
        delete json.passwordHash
        delete json.resetToken
        delete json.__v
        return json
      },
    },
  },
)

module.exports = { Account: mongoose.model('Account', schema) }
