import { Controller, DefaultValuePipe, Get, ParseIntPipe, Query, Req } from '@nestjs/common'
import { AlertsService } from './alerts.service'

@Controller('alerts')
export class AlertsController {
  constructor(private readonly alerts: AlertsService) {}

  @Get()
  list(@Req() request: { user: { sub: string } }, @Query('page', new DefaultValuePipe(0), ParseIntPipe) page: number) {
    return this.alerts.list({ accountId: request.user.sub }, { id: 'DESC' }, page)
  }
}
