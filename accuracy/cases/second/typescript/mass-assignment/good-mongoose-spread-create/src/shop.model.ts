import { model, Schema } from 'mongoose'

export const Shop = model(
  'Shop',
  new Schema({ name: String, city: String, verified: Boolean, commission: Number, ownerId: String }),
)
