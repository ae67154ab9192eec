import { Body, Controller, HttpCode, Post } from '@nestjs/common'
import { InjectModel } from '@nestjs/mongoose'
import type { Model } from 'mongoose'

interface Course {
  title: string
  code: string
}

interface Search {
  code: string
}

const conditions: Record<string, (value: string) => unknown> = {
  direct: (value) => value,
  equal: (value) => ({ $eq: value }),
}

@Controller('courses')
export class CoursesController {
  constructor(@InjectModel('Course') private readonly courses: Model<Course>) {}

  @Post('search')
  @HttpCode(200)
  async search(@Body() body: Search) {
    const condition = conditions['direct'](body.code)
    return this.courses.collection.find({ code: condition } as never).project({ _id: 0, title: 1 }).limit(20).toArray()
  }
}
