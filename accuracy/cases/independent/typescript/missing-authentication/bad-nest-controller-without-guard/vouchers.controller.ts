import { Body, Controller, Post, UseGuards } from '@nestjs/common'
import { JwtGuard } from './jwt.guard'
import { InvoicesService } from './invoices.service'

@Controller('vouchers')
export class VouchersController {
  constructor(private readonly invoices: InvoicesService) {}

  @Post()
  create(@Body('amount') amount: number) {
    return this.invoices.createVoucher(Number(amount))
  }
}
