import { Injectable, Logger } from '@nestjs/common'
import { OnEvent } from '@nestjs/event-emitter'
import { LedgerService } from './ledger.service'
import { OutboxService } from './outbox.service'
import { RefundAccepted } from './refund-accepted.event'

@Injectable()
export class RefundListener {
  private readonly logger = new Logger(RefundListener.name)

  constructor(
    private readonly ledger: LedgerService,
    private readonly outbox: OutboxService,
  ) {}

  @OnEvent('refund.accepted', { async: true })
  async book(event: RefundAccepted): Promise<void> {
    try {
      await this.ledger.book(event.orderId, -event.cents)
    } catch (error) {
      this.logger.error(`refund of ${event.orderId} could not be booked`, error instanceof Error ? error.stack : String(error))
      await this.outbox.keep('refund.accepted', event)
    }
  }
}
