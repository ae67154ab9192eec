import { Column, CreateDateColumn, Entity, PrimaryColumn, PrimaryGeneratedColumn, VersionColumn } from 'typeorm'

export type Role = 'clerk' | 'dispatcher' | 'manager'
export type ShipmentState = 'draft' | 'booked' | 'moving' | 'done'

@Entity('users')
export class User {
  @PrimaryGeneratedColumn('uuid') id: string
  @Column('uuid', { name: 'firm_id' }) firmId: string
  @Column('text') email: string
  @Column('text') name: string
  @Column('text') role: Role
  @Column('text', { name: 'password_hash', select: false }) passwordHash: string
  @Column('int', { default: 1 }) epoch: number
  @Column('timestamptz', { name: 'closed_at', nullable: true }) closedAt: Date | null
}

@Entity('refresh_tokens')
export class RefreshToken {
  @PrimaryColumn('text') digest: string
  @Column('uuid') family: string
  @Column('uuid', { name: 'user_id' }) userId: string
  @Column('int') epoch: number
  @Column('timestamptz', { name: 'ends_at' }) endsAt: Date
  @Column('timestamptz', { name: 'family_ends_at' }) familyEndsAt: Date
  @Column('boolean', { default: false }) used: boolean
}

@Entity('password_links')
export class PasswordLink {
  @PrimaryColumn('text') digest: string
  @Column('uuid', { name: 'user_id' }) userId: string
  @Column('timestamptz', { name: 'ends_at' }) endsAt: Date
}

@Entity('shipments')
export class Shipment {
  @PrimaryGeneratedColumn('uuid') id: string
  @Column('uuid', { name: 'firm_id' }) firmId: string
  @Column('uuid', { name: 'owner_id' }) ownerId: string
  @Column('text') reference: string
  @Column('char', { length: 5 }) origin: string
  @Column('char', { length: 5 }) destination: string
  @Column('int', { name: 'weight_kg' }) weightKg: number
  @Column('text', { default: 'draft' }) state: ShipmentState
  @VersionColumn() version: number
  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' }) createdAt: Date
}

@Entity('papers')
export class Paper {
  @PrimaryGeneratedColumn('uuid') id: string
  @Column('uuid', { name: 'firm_id' }) firmId: string
  @Column('uuid', { name: 'shipment_id' }) shipmentId: string
  @Column('text') title: string
  @Column('text') kind: 'pdf' | 'png'
  @Column('int') bytes: number
  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' }) createdAt: Date
}

@Entity('audit')
export class Audit {
  @PrimaryGeneratedColumn('increment', { type: 'bigint' }) id: string
  @Column('uuid', { name: 'firm_id' }) firmId: string
  @Column('uuid') actor: string
  @Column('text') action: string
  @Column('text') subject: string
  @CreateDateColumn({ type: 'timestamptz' }) at: Date
}
