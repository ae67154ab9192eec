import { Inject, Injectable } from '@nestjs/common'
import type { Db } from 'mongodb'

export interface Voucher {
  code: string
  amount: number
  used: boolean
}

@Injectable()
export class VoucherService {
  constructor(@Inject('DB') private readonly db: Db) {}

  byCode(code: string): Promise<Voucher | null> {
    const vouchers = this.db.collection<Voucher>('vouchers')
    return vouchers.findOne({ code, used: false })
  }
}
