import { Body, Controller, Post, Req, UseInterceptors } from '@nestjs/common'
import { IsCreditCard } from 'class-validator'
import { LoggingInterceptor } from '../logging.interceptor'
import { CardsService } from './cards.service'

class AddCard {
  @IsCreditCard() number: string
}

@Controller('cards')
@UseInterceptors(LoggingInterceptor)
export class CardsController {
  constructor(private readonly cards: CardsService) {}

  @Post()
  add(@Req() request: { user: { sub: string } }, @Body() { number }: AddCard) {
    return this.cards.add(request.user.sub, number)
  }
}
