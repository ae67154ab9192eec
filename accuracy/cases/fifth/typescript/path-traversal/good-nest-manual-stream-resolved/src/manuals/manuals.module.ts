import { Module } from '@nestjs/common'
import { TypeOrmModule } from '@nestjs/typeorm'
import { ManualsController } from './manuals.controller'
import { Manual } from './manuals.entity'
import { ManualsService } from './manuals.service'

@Module({
  imports: [TypeOrmModule.forFeature([Manual])],
  controllers: [ManualsController],
  providers: [ManualsService],
})
export class ManualsModule {}
