import { Injectable } from '@nestjs/common'
import { DataSource } from 'typeorm'
import type { CreateCustomerDto } from './create-customer.dto'

@Injectable()
export class CustomersService {
  constructor(private readonly data: DataSource) {}

  async create(customer: CreateCustomerDto): Promise<void> {
    await this.data.query('INSERT INTO customers (name, email) VALUES ($1, $2)', [customer.name, customer.email])
  }

  async remove(id: number): Promise<void> {
    await this.data.query('DELETE FROM customers WHERE id = $1', [id])
  }
}
