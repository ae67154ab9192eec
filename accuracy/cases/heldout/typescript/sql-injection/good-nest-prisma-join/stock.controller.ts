import { Body, Controller, HttpCode, Post } from '@nestjs/common'
import { StockService } from './stock.service'

@Controller('stock')
export class StockController {
  constructor(private readonly stock: StockService) {}

  @Post('query')
  @HttpCode(200)
  query(@Body() body: { skus: string[] }) {
    return this.stock.amounts(body.skus.slice(0, 100))
  }
}
