import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm'

@Entity()
export class Member {
  @PrimaryGeneratedColumn() id: number
  @Column({ unique: true }) name: string
  @Column({ type: 'text', default: '' }) biography: string
}
