import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm'

@Entity()
export class Permit {
  @PrimaryGeneratedColumn() id: number
  @Column() street: string
  @Column() holder: string
  @Column({ type: 'date' }) endsOn: string
}
