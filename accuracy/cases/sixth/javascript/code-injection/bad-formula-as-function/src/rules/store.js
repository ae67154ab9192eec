import mongoose from 'mongoose'

const Rule = mongoose.model(
  'Rule',
  new mongoose.Schema({ merchantId: { type: String, unique: true }, source: { type: String, maxlength: 500 } }),
)

export const save = (merchantId, source) =>
  Rule.updateOne({ merchantId }, { $set: { source } }, { upsert: true, runValidators: true })

export async function ruleOf(merchantId) {
  const found = await Rule.findOne({ merchantId }).lean()
  return found?.source ?? '0'
}
