import { model, Schema, Types } from 'mongoose';

export interface Keeper {
  _id: Types.ObjectId;
  email: string;
  name: string;
  role: 'keeper' | 'admin';
  passwordHash: string;
  balance: number;
  bankAccount?: string;
  resetToken?: string;
  resetUntil?: Date;
}

export const Keepers = model<Keeper>(
  'Keeper',
  new Schema<Keeper>({
    email: { type: String, required: true, unique: true },
    name: { type: String, required: true },
    role: { type: String, enum: ['keeper', 'admin'], default: 'keeper' },
    passwordHash: { type: String, required: true },
    balance: { type: Number, default: 0 },
    bankAccount: String,
    resetToken: { type: String, index: true },
    resetUntil: Date,
  }),
);

const hive = new Schema({
  owner: { type: Schema.Types.ObjectId, ref: 'Keeper', required: true, index: true },
  label: { type: String, required: true },
  settings: { type: Schema.Types.Mixed, default: {} },
  deviceSecret: String,
});
export const Hives = model('Hive', hive);

const reading = new Schema({
  hive: { type: Schema.Types.ObjectId, ref: 'Hive', required: true, index: true },
  at: { type: Date, default: Date.now, index: true },
  weight: Number,
  celsius: Number,
});
export const Readings = model('Reading', reading);

const inspection = new Schema({
  hive: { type: Schema.Types.ObjectId, ref: 'Hive', required: true, index: true },
  notes: { type: String, maxlength: 4000 },
  queenSeen: Boolean,
});
export const Inspections = model('Inspection', inspection);

const listing = new Schema({
  seller: { type: Schema.Types.ObjectId, ref: 'Keeper', required: true, index: true },
  title: { type: String, required: true },
  text: String,
  cents: { type: Number, required: true, min: 1 },
  verified: { type: Boolean, default: false },
  photo: String,
});
export const Listings = model('Listing', listing);

const payout = new Schema({
  keeper: { type: Schema.Types.ObjectId, ref: 'Keeper', required: true, index: true },
  cents: { type: Number, required: true },
  approved: { type: Boolean, default: false },
});
export const Payouts = model('Payout', payout);
