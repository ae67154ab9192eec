import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm'

@Entity()
export class Contract {
  @PrimaryGeneratedColumn() id: number
  @Column() tenantId: string
  @Column() flat: string
  @Column({ type: 'timestamptz', nullable: true }) cancelledAt: Date | null
}
