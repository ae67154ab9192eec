import { Controller, Get, UseGuards } from '@nestjs/common'
import { JwtGuard } from './jwt.guard'
import { InvoicesService } from './invoices.service'

@Controller('invoices')
@UseGuards(JwtGuard)
export class InvoicesController {
  constructor(private readonly invoices: InvoicesService) {}

  @Get('count')
  count() {
    return this.invoices.count()
  }
}
