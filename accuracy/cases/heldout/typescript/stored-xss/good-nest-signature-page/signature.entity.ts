import { Column, Entity, PrimaryColumn } from 'typeorm'

@Entity()
export class Signature {
  @PrimaryColumn()
  id!: number

  @Column('text')
  text!: string
}
