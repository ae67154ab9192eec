import { ConflictException, Injectable, NotFoundException } from '@nestjs/common';
import { DatabaseService } from '../database/database.service';

@Injectable()
export class CouponsService {
  constructor(private readonly db: DatabaseService) {}

  create(code: string, amount: number) {
    this.db.run('INSERT INTO coupons (code, amount) VALUES (?, ?)', [code, amount]);
    return { code, amount };
  }

  exists(code: string): boolean {
    return this.db.all(`SELECT id FROM coupons WHERE code = '${code}'`).length > 0;
  }

  async redeem(user: number, code: string) {
    const coupon = this.db.one('SELECT id, amount FROM coupons WHERE code = ?', [String(code)]);
    if (!coupon) throw new NotFoundException('Unknown coupon');
    const used = this.db.one('SELECT 1 AS yes FROM redemptions WHERE user_id = ? AND coupon_id = ?', [user, coupon.id]);
    if (used) throw new ConflictException('Already redeemed');
    await this.tellAccounting();
    this.db.run('INSERT INTO redemptions (user_id, coupon_id) VALUES (?, ?)', [user, coupon.id]);
    this.db.run('UPDATE users SET balance = balance + ? WHERE id = ?', [coupon.amount, user]);
    return this.db.one('SELECT balance FROM users WHERE id = ?', [user]);
  }

  private tellAccounting() {
    return new Promise((resolve) => setTimeout(resolve, 45));
  }
}
