import { Body, Controller, NotFoundException, Post } from '@nestjs/common'
import { VoucherService } from './voucher.service'

interface CheckVoucher {
  code: string
  total: number
}

@Controller('vouchers')
export class VoucherController {
  constructor(private readonly vouchers: VoucherService) {}

  @Post('check')
  async check(@Body() { code, total }: CheckVoucher): Promise<{ total: number }> {
    const voucher = await this.vouchers.byCode(code)
    if (!voucher) throw new NotFoundException()
    return { total: Math.max(0, Number(total) - voucher.amount) }
  }
}
