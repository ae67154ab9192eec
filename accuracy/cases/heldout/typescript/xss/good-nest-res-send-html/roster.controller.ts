import { Controller, Get, Header, Query } from '@nestjs/common'
import { renderRoster } from './roster.view'

@Controller('roster')
export class RosterController {
  @Get()
  @Header('content-type', 'text/html')
  show(@Query('names') names = ''): string {
    return renderRoster(names.split(','))
  }
}
