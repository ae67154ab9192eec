import { Module } from '@nestjs/common'
import { TypeOrmModule } from '@nestjs/typeorm'
import { SharesController } from './shares.controller'
import { Share } from './shares.entity'
import { SharesService } from './shares.service'

@Module({
  imports: [TypeOrmModule.forFeature([Share])],
  controllers: [SharesController],
  providers: [SharesService],
})
export class SharesModule {}
