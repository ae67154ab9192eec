import { Column, Entity, ManyToOne, PrimaryGeneratedColumn } from 'typeorm'
import { Teacher } from './teacher.entity'

@Entity()
export class Course {
  @PrimaryGeneratedColumn()
  id!: number

  @Column()
  title!: string

  @Column()
  teacherId!: number

  @ManyToOne(() => Teacher)
  teacher?: Teacher
}
