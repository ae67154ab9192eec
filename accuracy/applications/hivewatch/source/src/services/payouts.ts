import type { Types } from 'mongoose';
import { Keepers, Payouts } from '../models.js';

export async function requestPayout(keeperId: Types.ObjectId, cents: number) {
  const keeper = await Keepers.findById(keeperId);
  if (!keeper || !Number.isInteger(cents) || cents <= 0 || keeper.balance < cents) return null;
  const payout = await Payouts.create({ keeper: keeper._id, cents });
  keeper.balance = keeper.balance - cents;
  await keeper.save();
  return payout;
}
