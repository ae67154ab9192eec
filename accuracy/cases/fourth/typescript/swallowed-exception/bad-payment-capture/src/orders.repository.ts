import { Injectable } from '@nestjs/common'
import { DataSource } from 'typeorm'

@Injectable()
export class OrdersRepository {
  constructor(private readonly data: DataSource) {}

  async markPaid(id: number): Promise<void> {
    await this.data.query('UPDATE orders SET paid_at = now() WHERE id = $1', [id])
  }
}
