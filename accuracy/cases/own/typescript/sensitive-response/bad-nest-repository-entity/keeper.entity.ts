import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm'

@Entity()
export class Keeper {
  @PrimaryGeneratedColumn()
  id: number

  @Column()
  email: string

  @Column()
  password: string
}
