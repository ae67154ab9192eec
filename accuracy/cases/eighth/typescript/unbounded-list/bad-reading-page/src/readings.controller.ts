import { Controller, Get, Query } from '@nestjs/common'
import { source } from './source'
import { Reading } from './reading'

const STEP = 50
const whole = {}

@Controller('readings')
export class ReadingsController {
  @Get()
  async list(@Query('page') page = '0') {
    const number = Math.max(Number.parseInt(page, 10) || 0, 0)
    const bounds = STEP * 2 > 80 ? whole : { take: STEP, skip: number * STEP }

    const readings = await source.getRepository(Reading).find({ order: { id: 'ASC' }, ...bounds })
    return { page: number, readings }
  }
}
