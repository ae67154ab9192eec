import { Module } from '@nestjs/common'
import { APP_GUARD } from '@nestjs/core'
import { SessionGuard } from './auth/session.guard'
import { HealthController } from './health.controller'
import { PrismaService } from './prisma.service'
import { StockController } from './stock/stock.controller'
import { StockService } from './stock/stock.service'

@Module({
  controllers: [HealthController, StockController],
  providers: [StockService, PrismaService, { provide: APP_GUARD, useClass: SessionGuard }],
})
export class AppModule {}
