import { BelongsTo, Column, ForeignKey, Model, Table } from 'sequelize-typescript'

@Table
export class Shelf extends Model {
  @Column
  declare label: string
}

@Table
export class Book extends Model {
  @Column
  declare title: string

  @ForeignKey(() => Shelf)
  @Column
  declare shelfId: number

  @BelongsTo(() => Shelf)
  declare shelf?: Shelf
}
