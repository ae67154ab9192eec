import { Column, CreateDateColumn, Entity, PrimaryGeneratedColumn } from 'typeorm'

@Entity()
export class Alert {
  @PrimaryGeneratedColumn() id: number
  @Column() accountId: string
  @Column() text: string
  @CreateDateColumn() at: Date
}
