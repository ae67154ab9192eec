import { Injectable } from '@nestjs/common'
import { PrismaService } from '../prisma.service'

export interface CityTotal {
  day: Date
  total: number
}

@Injectable()
export class ReportsService {
  constructor(private readonly prisma: PrismaService) {}

  async totals(city: string): Promise<CityTotal[]> {
    return this.prisma.$queryRaw<CityTotal[]>`
      SELECT day, SUM(amount) AS total FROM sales WHERE city = ${city} GROUP BY day ORDER BY day LIMIT 90
    `
  }
}
