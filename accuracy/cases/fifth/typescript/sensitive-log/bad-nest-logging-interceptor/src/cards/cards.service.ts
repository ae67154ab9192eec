import { Injectable } from '@nestjs/common'
import { InjectRepository } from '@nestjs/typeorm'
import { Repository } from 'typeorm'
import { Card } from './cards.entity'
import { tokenise } from './vault'

@Injectable()
export class CardsService {
  constructor(@InjectRepository(Card) private readonly cards: Repository<Card>) {}

  async add(accountId: string, number: string) {
    const card = await this.cards.save({ accountId, vaultKey: await tokenise(number) })
    return { id: card.id }
  }
}
