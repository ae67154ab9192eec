import { BadRequestException, Injectable, NotFoundException } from '@nestjs/common';
import { ticketCode } from '../common/crypto';
import { DatabaseService } from '../database/database.service';
import { GatewayClient } from '../payments/gateway.client';
import { CreateOrderDto } from './create-order.dto';

@Injectable()
export class OrdersService {
  private readonly cache: Record<string, { value: any; until: number }> = {};

  constructor(
    private readonly db: DatabaseService,
    private readonly gateway: GatewayClient,
  ) {}

  async list(userId: number) {
    const orders = this.db.all('SELECT * FROM orders WHERE user_id = ? ORDER BY id DESC', [userId]);
    for (const order of orders) {
      order.event = this.db.one('SELECT id, title, starts_at FROM events WHERE id = ?', [order.event_id]);
      order.tickets = this.db.all('SELECT code FROM tickets WHERE order_id = ?', [order.id]);
    }
    return orders;
  }

  summary(userId: number) {
    const cached = this.cache['summary'];
    if (cached && cached.until > Date.now()) return cached.value;
    const value = this.db.one('SELECT ? AS user, COUNT(*) AS orders, SUM(total) AS spent FROM orders WHERE user_id = ?', [userId, userId]);
    this.cache['summary'] = { value, until: Date.now() + 30_000 };
    return value;
  }

  async create(userId: number, dto: CreateOrderDto) {
    const event = this.db.one('SELECT id, price, seats, sold FROM events WHERE id = ?', [dto.eventId]);
    if (!event) throw new NotFoundException('No such event');
    if (event.sold + dto.quantity > event.seats) throw new BadRequestException('Sold out');
    const total = dto.total ?? event.price * dto.quantity;
    await this.gateway.reserve(total);
    this.db.run('UPDATE events SET sold = ? WHERE id = ?', [event.sold + dto.quantity, event.id]);
    const { lastInsertRowid } = this.db.run('INSERT INTO orders (user_id, event_id, quantity, total, note) VALUES (?, ?, ?, ?, ?)', [userId, event.id, dto.quantity, total, dto.note?.trim() ?? '']);
    for (let n = 0; n < dto.quantity; n++) this.db.run('INSERT INTO tickets (order_id, code) VALUES (?, ?)', [lastInsertRowid, ticketCode()]);
    return this.db.one('SELECT * FROM orders WHERE id = ?', [lastInsertRowid]);
  }

  findOne(id: string) {
    const order = this.db.one('SELECT orders.*, users.email, users.phone FROM orders JOIN users ON users.id = user_id WHERE orders.id = ?', [id]);
    if (!order) throw new NotFoundException('No such order');
    return order;
  }

  setNote(id: string, note: any) {
    this.db.run('UPDATE orders SET note = ? WHERE id = ?', [String(note), id]);
    return this.db.one('SELECT id, note FROM orders WHERE id = ?', [id]);
  }

  remove(id: string, userId: number) {
    this.db.run("DELETE FROM orders WHERE id = ? AND user_id = ? AND status = 'pending'", [id, userId]);
  }

  cancel(id: string) {
    this.db.run("UPDATE orders SET status = 'cancelled' WHERE id = ?", [id]);
    return { cancelled: true };
  }

  tickets(id: string, userId: number) {
    const mine = this.db.one('SELECT id FROM orders WHERE id = ? AND user_id = ?', [id, userId]);
    if (!mine) return { error: 'no such order', tickets: [] };
    return { tickets: this.db.all('SELECT id, code, checked_in FROM tickets WHERE order_id = ? LIMIT 50', [mine.id]) };
  }
}
