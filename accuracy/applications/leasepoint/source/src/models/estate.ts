import { Schema, model } from 'mongoose'

const scoped = { org: { type: Schema.Types.ObjectId, required: true, index: true } }

const unitSchema = new Schema(
  { ...scoped, label: { type: String, required: true }, rent: { type: Number, required: true }, rooms: Number, city: String, archived: { type: Boolean, default: false } },
  { timestamps: true },
)

const leaseSchema = new Schema(
  {
    ...scoped,
    unit: { type: Schema.Types.ObjectId, ref: 'Unit', required: true, index: true },
    tenant: { type: Schema.Types.ObjectId, ref: 'User', index: true },
    starts: Date,
    ends: Date,
    rent: Number,
    iban: String,
    status: { type: String, enum: ['draft', 'active', 'ended'], default: 'draft' },
  },
  { timestamps: true },
)

const paymentSchema = new Schema(
  {
    ...scoped,
    lease: { type: Schema.Types.ObjectId, ref: 'Lease', required: true, index: true },
    amount: { type: Number, required: true },
    note: String,
    refunded: { type: Boolean, default: false },
  },
  { timestamps: true },
)

const documentSchema = new Schema(
  { ...scoped, lease: { type: Schema.Types.ObjectId, index: true }, title: String, key: String },
  { timestamps: true },
)

export const Unit = model('Unit', unitSchema)
export const Lease = model('Lease', leaseSchema)
export const Payment = model('Payment', paymentSchema)
export const Document = model('Document', documentSchema)
