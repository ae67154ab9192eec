import { Controller, Get } from '@nestjs/common'
import { PrismaService } from './prisma.service'

@Controller('health')
export class HealthController {
  constructor(private readonly prisma: PrismaService) {}

  @Get()
  async show() {
    await this.prisma.$queryRawUnsafe('SELECT 1')
    const [row] = await this.prisma.$queryRaw<{ users: bigint }[]>`SELECT count(*) AS users FROM users`
    return { database: 'up', users: Number(row?.users ?? 0) }
  }
}
