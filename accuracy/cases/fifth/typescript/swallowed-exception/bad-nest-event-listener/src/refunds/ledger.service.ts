import { Injectable } from '@nestjs/common'
import { DataSource } from 'typeorm'

@Injectable()
export class LedgerService {
  constructor(private readonly source: DataSource) {}

  async book(orderId: number, cents: number): Promise<void> {
    await this.source.transaction(async (manager) => {
      await manager.query('INSERT INTO ledger (order_id, cents) VALUES ($1, $2)', [orderId, cents])
      await manager.query('UPDATE orders SET balance_cents = balance_cents + $2 WHERE id = $1', [orderId, cents])
    })
  }
}
