import { Column, Entity, PrimaryColumn } from 'typeorm'

@Entity()
export class Partner {
  @PrimaryColumn() accountId: string
  @Column() name: string
  @Column({ type: 'text', nullable: true }) logo: string | null
}
