import { Injectable } from '@nestjs/common'
import { Prisma } from '@prisma/client'
import { PrismaService } from './prisma.service'

@Injectable()
export class StockService {
  constructor(private readonly prisma: PrismaService) {}

  amounts(skus: readonly string[]): Promise<{ sku: string; amount: number }[]> {
    const list = Prisma.join([...skus])
    return this.prisma.$queryRaw`SELECT sku, amount FROM stock WHERE sku IN (${list})`
  }
}
