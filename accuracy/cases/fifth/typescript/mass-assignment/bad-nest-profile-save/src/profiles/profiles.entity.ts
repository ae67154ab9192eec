import { Column, Entity, PrimaryColumn } from 'typeorm'

@Entity()
export class Profile {
  @PrimaryColumn() accountId: string
  @Column() nickname: string
  @Column({ nullable: true }) city: string
  @Column({ default: false }) verified: boolean
  @Column({ default: 'free' }) plan: string
}
