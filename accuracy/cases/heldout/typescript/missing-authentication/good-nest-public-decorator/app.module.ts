import { Module } from '@nestjs/common'
import { APP_GUARD } from '@nestjs/core'
import { JwtGuard } from './jwt.guard'
import { CatalogueController } from './catalogue.controller'

@Module({
  controllers: [CatalogueController],
  providers: [{ provide: APP_GUARD, useClass: JwtGuard }],
})
export class AppModule {}
