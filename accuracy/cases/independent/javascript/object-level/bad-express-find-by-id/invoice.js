import mongoose from 'mongoose'

export const Invoice = mongoose.model('Invoice', new mongoose.Schema({ number: String, total: Number, owner: String }))
