import { BadRequestException, ConflictException, Injectable, NotFoundException } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { DataSource, Repository } from 'typeorm';
import { Actor } from '../common/decorators';
import { Listing, Order, OrderStatus } from '../entities';
import { Page } from '../listings/listing.dto';
import { PlaceOrder, SalesQuery } from './order.dto';

const NEXT: Record<OrderStatus, OrderStatus[]> = {
  [OrderStatus.Pending]: [OrderStatus.Cancelled],
  [OrderStatus.Paid]: [OrderStatus.Shipped],
  [OrderStatus.Shipped]: [],
  [OrderStatus.Cancelled]: [],
};

const SALES_ORDER = { period: 'period DESC', revenue: 'revenue DESC, period DESC' } as const;

@Injectable()
export class OrdersService {
  constructor(
    private readonly dataSource: DataSource,
    @InjectRepository(Order) private readonly orders: Repository<Order>,
  ) {}

  place(actor: Actor, input: PlaceOrder): Promise<Order> {
    return this.dataSource.transaction(async (manager) => {
      const listing = await manager.findOne(Listing, {
        where: { id: input.listingId, status: 'active' },
        lock: { mode: 'pessimistic_write' },
      });
      const earlier = await manager.findOneBy(Order, { buyerId: actor.id, idempotencyKey: input.idempotencyKey });
      if (earlier) return earlier;
      if (!listing) throw new NotFoundException();
      if (listing.sellerId === actor.id) throw new BadRequestException('This is your own listing');
      if (listing.stock < input.quantity) throw new ConflictException('Not enough in stock');

      await manager.decrement(Listing, { id: listing.id }, 'stock', input.quantity);
      return manager.save(
        manager.create(Order, {
          buyerId: actor.id,
          sellerId: listing.sellerId,
          listingId: listing.id,
          quantity: input.quantity,
          totalCents: listing.priceCents * input.quantity,
          idempotencyKey: input.idempotencyKey,
        }),
      );
    });
  }

  mine(actor: Actor, side: 'buyerId' | 'sellerId', page: Page): Promise<Order[]> {
    return this.orders.find({ where: { [side]: actor.id }, order: { createdAt: 'DESC' }, take: page.limit, skip: page.offset });
  }

  transition(id: string, sellerId: string, to: OrderStatus): Promise<Order> {
    return this.dataSource.transaction(async (manager) => {
      const order = await manager.findOne(Order, { where: { id, sellerId }, lock: { mode: 'pessimistic_write' } });
      if (!order) throw new NotFoundException();
      if (!NEXT[order.status].includes(to)) throw new ConflictException('The order is in another state');
      if (to === OrderStatus.Cancelled) {
        await manager.increment(Listing, { id: order.listingId }, 'stock', order.quantity);
      }
      order.status = to;
      return manager.save(order);
    });
  }

  async markPaid(id: string, amountCents: number): Promise<void> {
    await this.orders.update({ id, totalCents: amountCents, status: OrderStatus.Pending }, { status: OrderStatus.Paid });
  }

  sales(actor: Actor, query: SalesQuery): Promise<unknown[]> {
    return this.orders.query(
      `SELECT date_trunc($1, "createdAt") AS period, count(*)::int AS orders, sum("totalCents")::bigint AS revenue
         FROM orders
        WHERE "sellerId" = $2 AND status IN ('paid', 'shipped') AND "createdAt" > now() - interval '1 year'
        GROUP BY 1
        ORDER BY ${SALES_ORDER[query.order]}
        LIMIT 400`,
      [query.unit, actor.id],
    );
  }
}
