import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm'

@Entity()
export class Keeper {
  @PrimaryGeneratedColumn()
  id: number

  @Column()
  email: string

  @Column({ select: false })
  password: string
}
