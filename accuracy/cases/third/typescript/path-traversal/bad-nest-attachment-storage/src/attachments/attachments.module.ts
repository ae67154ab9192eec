import { Module } from '@nestjs/common'
import { AttachmentsController } from './attachments.controller'
import { AttachmentsService } from './attachments.service'
import { DiskStorage } from './disk-storage'

@Module({
  controllers: [AttachmentsController],
  providers: [AttachmentsService, { provide: DiskStorage, useFactory: () => new DiskStorage('/var/lib/desk/attachments') }],
})
export class AttachmentsModule {}
