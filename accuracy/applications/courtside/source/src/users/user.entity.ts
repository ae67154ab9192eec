import { Exclude } from 'class-transformer';
import { Column, CreateDateColumn, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { Role } from '../common/decorators';

@Entity('users')
export class User {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column({ unique: true })
  email: string;

  @Column()
  name: string;

  @Exclude()
  @Column({ name: 'password_hash' })
  passwordHash: string;

  @Column({ default: 'player' })
  role: Role;

  @Column({ default: true })
  active: boolean;

  @Column({ name: 'club_id', nullable: true })
  clubId: string;

  @Column({ default: 0 })
  credit: number;

  @Column({ type: 'jsonb', default: {} })
  preferences: Record<string, unknown>;

  @Column({ name: 'refresh_hash', nullable: true, type: 'varchar' })
  refreshHash: string | null;

  @CreateDateColumn({ name: 'created_at' })
  createdAt: Date;
}
