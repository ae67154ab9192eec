import { Check, Column, CreateDateColumn, Entity, Index, PrimaryGeneratedColumn, Unique, VersionColumn } from 'typeorm';

export enum Role {
  Buyer = 'buyer',
  Seller = 'seller',
  Moderator = 'moderator',
}

export enum OrderStatus {
  Pending = 'pending',
  Paid = 'paid',
  Shipped = 'shipped',
  Cancelled = 'cancelled',
}

@Entity('users')
export class User {
  @PrimaryGeneratedColumn('uuid') id!: string;
  @Column({ length: 254, unique: true }) email!: string;
  @Column({ select: false }) passwordHash!: string;
  @Column({ type: 'enum', enum: Role, array: true, default: [Role.Buyer] }) roles!: Role[];
  @Column({ default: false }) active!: boolean;
  @Index() @Column({ type: 'char', length: 64, nullable: true, select: false }) verificationHash!: string | null;
}

@Entity('refresh_sessions')
export class RefreshSession {
  @PrimaryGeneratedColumn('uuid') id!: string;
  @Index() @Column('uuid') userId!: string;
  @Index() @Column('uuid') family!: string;
  @Column({ type: 'char', length: 64, unique: true }) tokenHash!: string;
  @Column('timestamptz') expiresAt!: Date;
  @Column({ type: 'timestamptz', nullable: true }) usedAt!: Date | null;
}

@Entity('listings')
@Check('"stock" >= 0')
@Index(['status', 'createdAt'])
export class Listing {
  @PrimaryGeneratedColumn('uuid') id!: string;
  @Index() @Column('uuid') sellerId!: string;
  @Column({ length: 120 }) title!: string;
  @Column({ length: 4000, default: '' }) description!: string;
  @Column('int') priceCents!: number;
  @Column('int') stock!: number;
  @Column({ length: 12, default: 'active' }) status!: 'active' | 'hidden' | 'blocked';
  @CreateDateColumn({ type: 'timestamptz' }) createdAt!: Date;
  @VersionColumn() version!: number;
}

@Entity('orders')
@Unique(['buyerId', 'idempotencyKey'])
@Index(['sellerId', 'createdAt'])
export class Order {
  @PrimaryGeneratedColumn('uuid') id!: string;
  @Column('uuid') buyerId!: string;
  @Column('uuid') sellerId!: string;
  @Index() @Column('uuid') listingId!: string;
  @Column('int') quantity!: number;
  @Column('int') totalCents!: number;
  @Column({ type: 'enum', enum: OrderStatus, default: OrderStatus.Pending }) status!: OrderStatus;
  @Column('uuid') idempotencyKey!: string;
  @CreateDateColumn({ type: 'timestamptz' }) createdAt!: Date;
}
