import { Body, Controller, Post } from '@nestjs/common'
import { StrategiesService } from './strategies.service'

@Controller('prices')
export class PricesController {
  constructor(private readonly strategies: StrategiesService) {}

  @Post()
  async price(@Body() body: { strategy: string; amount: number }) {
    const strategy = await this.strategies.find(body.strategy)
    return { price: strategy.price(Number(body.amount)) }
  }
}
