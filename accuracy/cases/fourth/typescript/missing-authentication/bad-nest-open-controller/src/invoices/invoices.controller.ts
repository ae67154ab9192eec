import { Controller, Post, UseGuards } from '@nestjs/common'
import { JwtAuthGuard } from '../auth/jwt-auth.guard'

@Controller('invoices')
@UseGuards(JwtAuthGuard)
export class InvoicesController {
  @Post('close-month')
  closeMonth() {
    return { closed: true }
  }
}
