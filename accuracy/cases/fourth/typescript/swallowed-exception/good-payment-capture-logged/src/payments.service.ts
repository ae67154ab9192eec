import { Injectable, Logger } from '@nestjs/common'
import axios from 'axios'
import { OrdersRepository } from './orders.repository'

@Injectable()
export class PaymentsService {
  private readonly logger = new Logger(PaymentsService.name)

  constructor(private readonly orders: OrdersRepository) {}

  async capture(orderId: number): Promise<void> {
    this.logger.log(`capturing order ${orderId}`)
    try {
      await axios.post(`${process.env.PAYMENTS_URL}/captures`, { orderId }, { timeout: 8000 })
      await this.orders.markPaid(orderId)
    } catch (error) {
      this.logger.error(`capture of order ${orderId} failed`, error)
      throw error
    }
  }
}
