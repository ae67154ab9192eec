import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm'

@Entity()
export class Account {
  @PrimaryGeneratedColumn()
  id!: number

  @Column()
  displayName!: string

  @Column({ default: 'free' })
  plan!: string

  @Column({ default: false })
  isAdmin!: boolean
}
