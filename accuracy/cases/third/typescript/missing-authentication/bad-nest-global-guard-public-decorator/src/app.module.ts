import { Module } from '@nestjs/common'
import { APP_GUARD } from '@nestjs/core'
import { SessionGuard } from './auth/session.guard'
import { SessionsService } from './auth/sessions.service'
import { TariffsController } from './tariffs/tariffs.controller'
import { TariffsService } from './tariffs/tariffs.service'

@Module({
  controllers: [TariffsController],
  providers: [SessionsService, TariffsService, { provide: APP_GUARD, useClass: SessionGuard }],
})
export class AppModule {}
