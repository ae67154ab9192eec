import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm'

@Entity()
export class Card {
  @PrimaryGeneratedColumn() id: number
  @Column() accountId: string
  @Column() vaultKey: string
}
