import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm'

@Entity()
export class Manual {
  @PrimaryGeneratedColumn() id: number
  @Column() machine: string
  @Column() language: string
}
