import { EntityManager } from '@mikro-orm/postgresql'
import { Injectable, NotFoundException } from '@nestjs/common'

@Injectable()
export class CouponService {
  constructor(private readonly em: EntityManager) {}

  async redeem(code: string, orderId: number): Promise<number> {
    const sql = `UPDATE coupon SET used_by = ${orderId} WHERE code = '${code}' AND used_by IS NULL RETURNING percent`
    const [row] = await this.em.getConnection().execute<{ percent: number }[]>(sql)
    if (!row) throw new NotFoundException('coupon')
    return row.percent
  }
}
