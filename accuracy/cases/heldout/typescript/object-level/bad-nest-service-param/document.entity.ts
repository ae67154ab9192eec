import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm'

@Entity()
export class Document {
  @PrimaryGeneratedColumn()
  id!: number

  @Column()
  ownerId!: number

  @Column('text')
  text!: string
}
