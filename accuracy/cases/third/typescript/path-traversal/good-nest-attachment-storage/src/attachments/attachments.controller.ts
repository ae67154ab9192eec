import { Controller, Get, Param, ParseUUIDPipe, StreamableFile, UseGuards } from '@nestjs/common'
import { TicketAccessGuard } from '../tickets/ticket-access.guard'
import { AttachmentsService } from './attachments.service'

@Controller('tickets/:ticketId/attachments')
@UseGuards(TicketAccessGuard)
export class AttachmentsController {
  constructor(private readonly attachments: AttachmentsService) {}

  @Get(':name')
  async download(@Param('ticketId', ParseUUIDPipe) ticketId: string, @Param('name') name: string): Promise<StreamableFile> {
    const stream = await this.attachments.open(ticketId, name)
    return new StreamableFile(stream, { disposition: 'attachment' })
  }
}
