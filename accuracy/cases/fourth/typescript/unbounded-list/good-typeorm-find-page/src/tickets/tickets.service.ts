import { Injectable } from '@nestjs/common'
import { InjectRepository } from '@nestjs/typeorm'
import { Repository } from 'typeorm'
import { Ticket } from './ticket.entity'

@Injectable()
export class TicketsService {
  constructor(@InjectRepository(Ticket) private readonly tickets: Repository<Ticket>) {}

  list(page: number): Promise<Ticket[]> {
    return this.tickets.find({ order: { createdAt: 'DESC' }, take: 50, skip: (Math.max(page, 1) - 1) * 50 })
  }
}
