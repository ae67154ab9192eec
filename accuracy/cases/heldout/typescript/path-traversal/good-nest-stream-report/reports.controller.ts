import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { Controller, Get, Query, StreamableFile, ValidationPipe } from '@nestjs/common'
import { ReportQuery } from './report-query.dto'

@Controller('reports')
export class ReportsController {
  @Get('download')
  download(@Query(new ValidationPipe({ transform: true })) { name }: ReportQuery): StreamableFile {
    return new StreamableFile(createReadStream(join(process.cwd(), 'reports', name)))
  }
}
