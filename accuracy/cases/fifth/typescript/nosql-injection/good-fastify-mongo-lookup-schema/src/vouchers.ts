import type { Collection, Db } from 'mongodb'

export interface Voucher {
  code: string
  cents: number
  usedBy?: string
}

export class VoucherStore {
  private readonly vouchers: Collection<Voucher>

  constructor(db: Db) {
    this.vouchers = db.collection<Voucher>('vouchers')
  }

  redeem(code: string, userId: string) {
    return this.vouchers.findOneAndUpdate({ code, usedBy: { $exists: false } }, { $set: { usedBy: userId } })
  }
}
