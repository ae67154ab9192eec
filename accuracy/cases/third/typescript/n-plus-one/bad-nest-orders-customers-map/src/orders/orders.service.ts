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
    return Promise.all(
      orders.map(async (order) => {
        const customer = await this.customers.byId(order.customerId)
        return { ...order, customer: customer?.name ?? null }
      }),
    )
  }
}
