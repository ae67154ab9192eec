import { Controller, DefaultValuePipe, Get, ParseIntPipe, Query } from '@nestjs/common'
import { EventsService } from './events.service'

@Controller('events')
export class EventsController {
  constructor(private readonly events: EventsService) {}

  @Get()
  index(@Query('page', new DefaultValuePipe(0), ParseIntPipe) page: number) {
    return this.events.findPage(Math.max(0, page))
  }
}
