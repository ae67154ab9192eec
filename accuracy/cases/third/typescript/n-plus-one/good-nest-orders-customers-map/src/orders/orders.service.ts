import { Injectable } from '@nestjs/common'
import { CustomersRepository } from '../customers/customers.repository'
import { OrdersRepository } from './orders.repository'

const PAGE = 50

@Injectable()
export class OrdersService {
  constructor(
    private readonly orders: OrdersRepository,
    private readonly customers: CustomersRepository,
  ) {}

  async page(page: number) {
    const orders = await this.orders.page((page - 1) * PAGE, PAGE)
    const customers = await this.customers.byIds([...new Set(orders.map((order) => order.customerId))])
    const names = new Map(customers.map(({ id, name }) => [id, name]))
    return Promise.all(
      orders.map(async (order) => {
        const customer = names.get(order.customerId)
        return { ...order, customer: customer ?? null }
      }),
    )
  }
}
