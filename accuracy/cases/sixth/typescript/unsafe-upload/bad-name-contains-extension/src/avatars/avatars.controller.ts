import { BadRequestException, Controller, Post, UploadedFile, UseGuards, UseInterceptors } from '@nestjs/common';
import { FileInterceptor } from '@nestjs/platform-express';
import { JwtAuthGuard } from '../auth/jwt-auth.guard';
import { AvatarStore } from './avatar.store';

@Controller('avatars')
@UseGuards(JwtAuthGuard)
export class AvatarsController {
  constructor(private readonly store: AvatarStore) {}

  @Post()
  @UseInterceptors(FileInterceptor('avatar', { limits: { fileSize: 1_000_000 } }))
  async upload(@UploadedFile() file?: Express.Multer.File) {
    if (!file) throw new BadRequestException('no file');
    return { url: await this.store.put(file) };
  }
}
