import { Body, Controller, HttpCode, Param, ParseIntPipe, Post } from '@nestjs/common'
import { VideoService } from './video.service'

@Controller('clips')
export class ClipsController {
  constructor(private readonly video: VideoService) {}

  @Post(':id/stamp')
  @HttpCode(204)
  async stamp(@Param('id', ParseIntPipe) id: number, @Body('title') title: string) {
    await this.video.stamp({ id, title })
  }
}
