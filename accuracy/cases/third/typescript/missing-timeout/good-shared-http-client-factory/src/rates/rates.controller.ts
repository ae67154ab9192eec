import { Controller, Get, Param } from '@nestjs/common'
import { RatesClient } from './rates.client'

@Controller('rates')
export class RatesController {
  private readonly client = new RatesClient()

  @Get(':base')
  async latest(@Param('base') base: string) {
    return Object.fromEntries(await this.client.latest(base.toUpperCase()))
  }
}
