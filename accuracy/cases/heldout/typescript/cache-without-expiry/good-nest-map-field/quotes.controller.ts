import { Controller, Get, Query } from '@nestjs/common'
import { QuotesService } from './quotes.service'

@Controller('quotes')
export class QuotesController {
  constructor(private readonly quotes: QuotesService) {}

  @Get()
  quote(@Query('from') from: string, @Query('to') to: string) {
    return this.quotes.quote(from, to)
  }
}
