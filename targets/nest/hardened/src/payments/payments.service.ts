import { Injectable, Logger, NotFoundException, UnauthorizedException } from '@nestjs/common';
import { ConfigService } from '@nestjs/config';
import { createHmac, timingSafeEqual } from 'node:crypto';
import { AuditService } from '../common/audit.service';
import { nowSeconds } from '../common/digest';
import type { Settings } from '../config/settings';
import { DatabaseService } from '../database/database.service';
import type { GatewayEventDto } from './dto';

const MOST_AGE_SECONDS = 300;
const FROM = { paid: 'pending', refunded: 'paid' } as const;

@Injectable()
export class PaymentsService {
  private readonly logger = new Logger(PaymentsService.name);

  constructor(
    private readonly database: DatabaseService,
    private readonly settings: ConfigService<Settings, true>,
    private readonly audit: AuditService,
  ) {}

  requireSigned(body: Buffer | undefined, timestamp: string, signature: string): void {
    const expected = createHmac('sha256', this.settings.get('webhookKey', { infer: true })).update(`${timestamp}.`).update(body ?? '').digest();
    const given = Buffer.from(signature, 'hex');
    const fresh = /^\d{10}$/.test(timestamp) && Math.abs(nowSeconds() - Number(timestamp)) <= MOST_AGE_SECONDS;
    if (!fresh || given.length !== expected.length || !timingSafeEqual(given, expected)) {
      this.logger.warn({ event: 'webhook.refused' });
      throw new UnauthorizedException('The signature is not valid');
    }
  }

  /** Each event counts once, and only the step that the order waits for. */
  apply({ id, order, status, amount }: GatewayEventDto) {
    const applied = this.database.transaction(() => {
      if (this.database.run('INSERT INTO gateway_events VALUES (?, ?) ON CONFLICT DO NOTHING', [id, Date.now()]) === 0) return false;
      if (this.database.run('UPDATE orders SET status = ? WHERE id = ? AND status = ? AND total = ?', [status, order, FROM[status], amount]) === 0) throw new NotFoundException();
      return true;
    });
    if (applied) this.audit.record(null, `order.${status}`, order);
    return { received: true };
  }
}
