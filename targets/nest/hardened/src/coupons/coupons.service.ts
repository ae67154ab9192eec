import { ConflictException, Injectable, NotFoundException } from '@nestjs/common';
import { AuditService } from '../common/audit.service';
import { DatabaseService } from '../database/database.service';
import type { CouponDto } from './dto';

@Injectable()
export class CouponsService {
  constructor(
    private readonly database: DatabaseService,
    private readonly audit: AuditService,
  ) {}

  create(actor: string, { code, amount }: CouponDto) {
    if (this.database.run('INSERT INTO coupons VALUES (?, ?) ON CONFLICT DO NOTHING', [code, amount]) === 0) throw new ConflictException('There is such a coupon');
    this.audit.record(actor, 'coupon.created', code);
    return { code, amount };
  }

  redeem(user: string, code: string) {
    const amount = this.database.one('SELECT amount FROM coupons WHERE code = ?', [code])?.['amount'];
    if (amount === undefined) throw new NotFoundException();
    // The primary key decides: of parallel redemptions one is stored.
    const redeemed = this.database.transaction(() => {
      const first = this.database.run('INSERT INTO redemptions VALUES (?, ?) ON CONFLICT DO NOTHING', [user, code]) === 1;
      if (first) this.database.run('UPDATE users SET balance = balance + ? WHERE id = ?', [amount, user]);
      return first;
    });
    if (!redeemed) throw new ConflictException('Already redeemed');
    return this.database.one('SELECT balance FROM users WHERE id = ?', [user]);
  }
}
