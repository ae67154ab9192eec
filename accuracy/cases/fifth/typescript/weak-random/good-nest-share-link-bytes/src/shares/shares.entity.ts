import { Column, Entity, PrimaryColumn } from 'typeorm'

@Entity()
export class Share {
  @PrimaryColumn() token: string
  @Column() albumId: number
  @Column() ownerId: string
}
