import { Column, CreateDateColumn, Entity, PrimaryGeneratedColumn } from 'typeorm';

@Entity('courts')
export class Court {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column()
  name: string;

  @Column({ name: 'club_id' })
  clubId: string;

  @Column()
  surface: string;

  @Column({ name: 'hourly_price' })
  hourlyPrice: number;

  @Column({ name: 'price_rule', nullable: true, type: 'varchar' })
  priceRule: string | null;

  @Column({ name: 'door_code', nullable: true, select: false })
  doorCode: string;

  @CreateDateColumn({ name: 'created_at' })
  createdAt: Date;
}
