import { Controller, Get, Query } from '@nestjs/common'
import { NorthFreight } from './north-freight'
import { RatesQuery } from './rates.query'

@Controller('rates')
export class RatesController {
  constructor(private readonly carrier: NorthFreight) {}

  @Get()
  rates(@Query() { grams, postcode }: RatesQuery) {
    return this.carrier.rates(grams, postcode)
  }
}
