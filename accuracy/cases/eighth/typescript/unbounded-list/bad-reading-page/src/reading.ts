import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm'

@Entity()
export class Reading {
  @PrimaryGeneratedColumn()
  id!: number

  @Column('float')
  value!: number
}
