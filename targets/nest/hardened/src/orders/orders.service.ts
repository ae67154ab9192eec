import { ConflictException, Injectable, NotFoundException } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { AuditService } from '../common/audit.service';
import { digestOf, newSecret } from '../common/digest';
import { Mailer } from '../common/mailer';
import type { PageQuery } from '../common/validation';
import { DatabaseService, type Row } from '../database/database.service';
import { GatewayClient } from '../payments/gateway.client';
import type { CreateOrderDto } from './dto';

const COLUMNS = 'orders.id, event_id AS eventId, title AS event, quantity, total, note, status, created';

@Injectable()
export class OrdersService {
  constructor(
    private readonly database: DatabaseService,
    private readonly gateway: GatewayClient,
    private readonly audit: AuditService,
    private readonly mailer: Mailer,
  ) {}

  list(user: string, { limit, offset }: PageQuery) {
    return { orders: this.database.all(`SELECT ${COLUMNS} FROM orders JOIN events ON events.id = event_id WHERE user_id = ? ORDER BY created DESC LIMIT ? OFFSET ?`, [user, limit, offset]) };
  }

  summary(user: string) {
    return this.database.one('SELECT COUNT(*) AS orders, COALESCE(SUM(total), 0) AS spent FROM orders WHERE user_id = ?', [user]);
  }

  /** The order of this user, or 404 as for one that does not exist. */
  own(user: string, id: string): Row {
    const order = this.database.one(`SELECT ${COLUMNS} FROM orders JOIN events ON events.id = event_id WHERE orders.id = ? AND user_id = ?`, [id, user]);
    if (order === undefined) throw new NotFoundException();
    return order;
  }

  create(user: string, { eventId, quantity, note = '' }: CreateOrderDto) {
    const id = randomUUID();
    const codes = Array.from({ length: quantity }, newSecret);
    this.database.transaction(() => {
      const event = this.database.one('SELECT price FROM events WHERE id = ?', [eventId]);
      if (event === undefined) throw new NotFoundException();
      // The condition decides: of parallel orders as many are stored as there are seats.
      if (this.database.run('UPDATE events SET sold = sold + ?1 WHERE id = ?2 AND sold + ?1 <= seats', [quantity, eventId]) === 0) throw new ConflictException('Sold out');
      this.database.run('INSERT INTO orders (id, user_id, event_id, quantity, total, note, created) VALUES (?, ?, ?, ?, ?, ?, ?)', [id, user, eventId, quantity, event['price'] * quantity, note, Date.now()]);
      for (const code of codes) this.database.run('INSERT INTO tickets (digest, order_id) VALUES (?, ?)', [digestOf(code), id]);
    });
    this.mailer.queue(user, 'tickets', codes.join(' '));
    return this.own(user, id);
  }

  setNote(user: string, id: string, note: string) {
    if (this.database.run('UPDATE orders SET note = ? WHERE id = ? AND user_id = ?', [note, id, user]) === 0) throw new NotFoundException();
    return this.own(user, id);
  }

  remove(user: string, id: string): void {
    this.own(user, id);
    if (this.database.run("DELETE FROM orders WHERE id = ? AND user_id = ? AND status IN ('pending', 'cancelled')", [id, user]) === 0) throw new ConflictException('Only orders that are not paid can be deleted');
  }

  cancel(user: string, id: string) {
    const order = this.own(user, id);
    this.database.transaction(() => {
      if (this.database.run("UPDATE orders SET status = 'cancelled' WHERE id = ? AND status = 'pending'", [id]) === 0) throw new ConflictException('Only orders that wait can be cancelled');
      this.database.run('UPDATE events SET sold = sold - ? WHERE id = ?', [order['quantity'], order['eventId']]);
    });
    this.audit.record(user, 'order.cancelled', id);
    return this.own(user, id);
  }

  /** Asks the gateway for the money; its webhook tells the end. */
  async pay(user: string, id: string) {
    const { total, status } = this.own(user, id);
    if (status !== 'pending') throw new ConflictException('The order does not wait for money');
    await this.gateway.charge(id, total);
    return { status: 'accepted' };
  }

  /** True for the first one who shows the code of a paid order. */
  checkIn(code: string): boolean {
    return this.database.run("UPDATE tickets SET used = 1 WHERE digest = ? AND used = 0 AND order_id IN (SELECT id FROM orders WHERE status = 'paid')", [digestOf(code)]) === 1;
  }
}
