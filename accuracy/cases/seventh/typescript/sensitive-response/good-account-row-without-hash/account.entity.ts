import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm'

@Entity()
export class Account {
  @PrimaryGeneratedColumn()
  id!: number

  @Column()
  email!: string

  @Column()
  passwordHash!: string

  @Column({ nullable: true })
  totpSecret?: string
}
