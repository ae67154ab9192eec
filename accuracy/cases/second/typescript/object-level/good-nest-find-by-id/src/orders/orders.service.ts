import { Injectable, NotFoundException } from '@nestjs/common'
import { PrismaService } from '../prisma.service'

@Injectable()
export class OrdersService {
  constructor(private readonly prisma: PrismaService) {}

  async one(id: number, customerId: number) {
    const order = await this.prisma.order.findFirst({ where: { id, customerId }, include: { lines: true } })
    if (!order) throw new NotFoundException()
    return { id: order.id, state: order.state, lines: order.lines }
  }
}
