import { Column, CreateDateColumn, Entity, PrimaryGeneratedColumn } from 'typeorm'

@Entity()
export class Ticket {
  @PrimaryGeneratedColumn()
  id!: number

  @Column()
  title!: string

  @CreateDateColumn()
  createdAt!: Date
}
