import { Injectable, NotFoundException } from '@nestjs/common'
import { PrismaService } from '../prisma.service'

@Injectable()
export class OrdersService {
  constructor(private readonly prisma: PrismaService) {}

  async one(id: number) {
    const order = await this.prisma.order.findUnique({ where: { id }, include: { lines: true } })
    if (!order) throw new NotFoundException()
    return { id: order.id, state: order.state, lines: order.lines }
  }
}
