import { Column, CreateDateColumn, Entity, Index, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';

@Entity('users')
export class User {
  @PrimaryGeneratedColumn() id: number;
  @Column({ unique: true }) email: string;
  @Column() name: string;
  @Column({ default: 'member' }) role: 'member' | 'technician' | 'manager';
  @Column({ default: 0 }) credits: number;
  @Column({ name: 'password_hash' }) passwordHash: string;
  @Column({ name: 'reset_code', type: 'varchar', nullable: true }) resetCode: string | null;
  @Column({ name: 'reset_until', type: 'timestamptz', nullable: true }) resetUntil: Date | null;
}

@Entity('pieces')
export class Piece {
  @PrimaryGeneratedColumn() id: number;
  @Index() @Column({ name: 'maker_id' }) makerId: number;
  @Column() title: string;
  @Column({ type: 'text', default: '' }) glazeNotes: string;
  @Column({ type: 'varchar', nullable: true }) photo: string | null;
}

@Entity('firings')
export class Firing {
  @PrimaryGeneratedColumn() id: number;
  @Column() kiln: string;
  @Column() cone: number;
  @Column({ name: 'starts_at', type: 'timestamptz' }) startsAt: Date;
  @Column({ name: 'shelf_price' }) shelfPrice: number;
  @Column({ default: false }) aborted: boolean;
}

@Entity('bookings')
export class Booking {
  @PrimaryGeneratedColumn() id: number;
  @Index() @Column({ name: 'member_id' }) memberId: number;
  @Column({ name: 'firing_id' }) firingId: number;
  @ManyToOne(() => Firing) firing: Firing;
  @Column() shelves: number;
  @CreateDateColumn({ name: 'created_at' }) createdAt: Date;
}
