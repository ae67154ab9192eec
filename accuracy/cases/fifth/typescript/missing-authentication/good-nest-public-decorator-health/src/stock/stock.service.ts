import { Injectable } from '@nestjs/common'
import { PrismaService } from '../prisma.service'

@Injectable()
export class StockService {
  constructor(private readonly prisma: PrismaService) {}

  level(id: number) {
    return this.prisma.stock.findUnique({ where: { id }, select: { id: true, count: true } })
  }

  setLevel(id: number, count: number) {
    return this.prisma.stock.update({ where: { id }, data: { count } })
  }

  remove(id: number) {
    return this.prisma.stock.delete({ where: { id } })
  }
}
