import { Controller, Get, Param, ParseIntPipe, Query, UseGuards } from '@nestjs/common'
import { ChannelMemberGuard } from '../channels/channel-member.guard'
import { MessagesService } from './messages.service'

@Controller('channels/:channelId/messages')
@UseGuards(ChannelMemberGuard)
export class MessagesController {
  constructor(private readonly messages: MessagesService) {}

  @Get()
  list(
    @Param('channelId', ParseIntPipe) channelId: number,
    @Query('before', new ParseIntPipe({ optional: true })) before?: number,
  ) {
    return this.messages.list(channelId, before)
  }
}
