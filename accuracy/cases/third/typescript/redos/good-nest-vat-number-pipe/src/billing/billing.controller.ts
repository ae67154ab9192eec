import { Body, Controller, Put, UseGuards } from '@nestjs/common'
import { CurrentOrg } from '../auth/current-org.decorator'
import { SessionGuard } from '../auth/session.guard'
import { BillingService } from './billing.service'
import { VatNumberPipe } from './vat-number.pipe'

@Controller('billing')
@UseGuards(SessionGuard)
export class BillingController {
  constructor(private readonly billing: BillingService) {}

  @Put('vat-number')
  setVatNumber(@CurrentOrg() orgId: string, @Body('vatNumber', VatNumberPipe) vatNumber: string) {
    return this.billing.setVatNumber(orgId, vatNumber)
  }
}
