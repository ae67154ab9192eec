import { Module } from '@nestjs/common'
import { APP_GUARD } from '@nestjs/core'
import { SessionGuard } from './auth/session.guard'
import { TariffsController } from './tariffs/tariffs.controller'

@Module({
  controllers: [TariffsController],
  providers: [{ provide: APP_GUARD, useClass: SessionGuard }],
})
export class AppModule {}
