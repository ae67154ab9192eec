import { Body, Controller, Post } from '@nestjs/common'
import { ChartService } from './chart.service'
import { SeriesDto } from './series.dto'

@Controller('chart')
export class ChartController {
  constructor(private readonly chart: ChartService) {}

  @Post()
  series(@Body() body: SeriesDto) {
    return { points: this.chart.compute(body) }
  }
}
