import mongoose from 'mongoose'

const schema = new mongoose.Schema({ accountId: { type: String, unique: true }, values: { type: Object, default: {} } })

export const Settings = mongoose.model('Settings', schema)
