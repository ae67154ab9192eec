import { Injectable } from '@nestjs/common'
import { DataSource } from 'typeorm'

@Injectable()
export class InvoicesService {
  constructor(private readonly dataSource: DataSource) {}

  async count() {
    return this.dataSource.query('SELECT count(*) FROM invoices')
  }

  async createVoucher(amount: number) {
    return this.dataSource.query('INSERT INTO vouchers (amount) VALUES ($1) RETURNING id', [amount])
  }
}
