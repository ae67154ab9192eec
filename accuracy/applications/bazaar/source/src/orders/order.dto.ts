import { Expose } from 'class-transformer';
import { IsEnum, IsIn, IsInt, IsUUID, Max, Min } from 'class-validator';
import { OrderStatus } from '../entities';

export class PlaceOrder {
  @IsUUID() listingId!: string;
  @IsInt() @Min(1) @Max(20) quantity!: number;
  @IsUUID() idempotencyKey!: string;
}

export class ChangeOrder {
  @IsEnum(OrderStatus) status!: OrderStatus;
}

export class SalesQuery {
  @IsIn(['day', 'week', 'month']) unit: 'day' | 'week' | 'month' = 'month';
  @IsIn(['period', 'revenue']) order: 'period' | 'revenue' = 'period';
}

export class OrderView {
  @Expose() id!: string;
  @Expose() listingId!: string;
  @Expose() quantity!: number;
  @Expose() totalCents!: number;
  @Expose() status!: OrderStatus;
  @Expose() createdAt!: Date;
}
