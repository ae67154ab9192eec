import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm'

@Entity('users')
export class User {
  @PrimaryGeneratedColumn('uuid')
  id: string

  @Column()
  email: string

  @Column()
  displayName: string

  @Column({ nullable: true })
  website?: string

  @Column({ default: 'member' })
  role: 'member' | 'staff' | 'admin'

  @Column({ default: 0 })
  creditCents: number
}
