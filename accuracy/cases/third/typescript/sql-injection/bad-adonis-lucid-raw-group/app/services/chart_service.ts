import db from '@adonisjs/lucid/services/db'

export interface ChartPoint {
  at: Date
  total: number
}

export default class ChartService {
  async revenue(shopId: number, unit: string, since: Date): Promise<ChartPoint[]> {
    const bucket = `date_trunc('${unit}', paid_at)`
    const { rows } = await db.rawQuery(
      `select ${bucket} as at, sum(cents) as total from payments where shop_id = ? and paid_at >= ? group by 1 order by 1`,
      [shopId, since],
    )
    return rows.map((row: { at: Date; total: string }) => ({ at: row.at, total: Number(row.total) }))
  }
}
