import { Controller, Get, Req } from '@nestjs/common'
import { AlertsService } from './alerts.service'

@Controller('alerts')
export class AlertsController {
  constructor(private readonly alerts: AlertsService) {}

  @Get()
  list(@Req() request: { user: { sub: string } }) {
    return this.alerts.list({ accountId: request.user.sub }, { id: 'DESC' })
  }
}
