import { Injectable } from '@nestjs/common'
import { OnEvent } from '@nestjs/event-emitter'
import { LedgerService } from './ledger.service'
import { RefundAccepted } from './refund-accepted.event'

@Injectable()
export class RefundListener {
  constructor(private readonly ledger: LedgerService) {}

  @OnEvent('refund.accepted', { async: true })
  async book(event: RefundAccepted): Promise<void> {
    try {
      await this.ledger.book(event.orderId, -event.cents)
    } catch {
    }
  }
}
