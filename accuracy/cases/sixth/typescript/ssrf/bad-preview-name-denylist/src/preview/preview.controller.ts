import { Body, Controller, Post, UseGuards, UsePipes, ValidationPipe } from '@nestjs/common';
import { IsUrl } from 'class-validator';
import { JwtAuthGuard } from '../auth/jwt-auth.guard';
import { PreviewService } from './preview.service';

export class PreviewDto {
  @IsUrl({ protocols: ['http', 'https'], require_protocol: true })
  url: string;
}

@Controller('previews')
@UseGuards(JwtAuthGuard)
@UsePipes(new ValidationPipe({ whitelist: true }))
export class PreviewController {
  constructor(private readonly previews: PreviewService) {}

  @Post()
  create(@Body() dto: PreviewDto) {
    return this.previews.preview(dto.url);
  }
}
