import { Module } from '@nestjs/common'
import { TypeOrmModule } from '@nestjs/typeorm'
import { PermitsController } from './permits.controller'
import { Permit } from './permits.entity'
import { PermitsService } from './permits.service'

@Module({
  imports: [TypeOrmModule.forFeature([Permit])],
  controllers: [PermitsController],
  providers: [PermitsService],
})
export class PermitsModule {}
