import { Injectable } from '@nestjs/common'
import { InjectRepository } from '@nestjs/typeorm'
import { Repository } from 'typeorm'
import { Course } from './course.entity'
import { Teacher } from './teacher.entity'

@Injectable()
export class CoursesService {
  constructor(
    @InjectRepository(Course) private readonly courses: Repository<Course>,
    @InjectRepository(Teacher) private readonly teachers: Repository<Teacher>,
  ) {}

  async list(): Promise<{ title: string; teacher?: string }[]> {
    const courses = await this.courses.find({ take: 50 })
    return Promise.all(
      courses.map(async (course) => {
        const teacher = await this.teachers.findOneBy({ id: course.teacherId })
        return { title: course.title, teacher: teacher?.name }
      }),
    )
  }

  count(): Promise<number> {
    return this.teachers.count()
  }
}
