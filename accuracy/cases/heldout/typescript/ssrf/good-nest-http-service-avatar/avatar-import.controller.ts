import { Body, Controller, Post, StreamableFile } from '@nestjs/common'
import { AvatarImportService } from './avatar-import.service'
import { ImportAvatarDto } from './import-avatar.dto'

@Controller('avatar-import')
export class AvatarImportController {
  constructor(private readonly avatars: AvatarImportService) {}

  @Post()
  async create(@Body() dto: ImportAvatarDto) {
    return new StreamableFile(await this.avatars.fetch(dto))
  }
}
