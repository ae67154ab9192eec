import { model, Schema } from 'mongoose'

const schema = new Schema({
  name: { type: String, required: true },
  language: { type: String, default: 'en' },
  administrator: { type: Boolean, default: false },
})

export const Account = model('Account', schema)
