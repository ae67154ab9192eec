import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm'

@Entity()
export class Car {
  @PrimaryGeneratedColumn()
  id!: number

  @Column()
  brand!: string

  @Column({ default: false })
  sold!: boolean
}
