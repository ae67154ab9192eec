import { Body, Controller, Get, Param, Post, Query, StreamableFile, UploadedFile, UseInterceptors } from '@nestjs/common';
import { FileInterceptor } from '@nestjs/platform-express';
import { diskStorage, memoryStorage } from 'multer';
import { CurrentUser, Roles } from '../common/decorators';
import { User } from '../users/user.entity';
import { StorageService } from './storage.service';

const courtPictures = diskStorage({
  destination: `${process.env.MEDIA_ROOT ?? '/var/lib/courtside/media'}/courts`,
  filename: (_req, file, done) => done(null, `${Date.now()}-${file.originalname}`),
});

@Controller('media')
export class MediaController {
  constructor(private readonly storage: StorageService) {}

  @Post('courts')
  @UseInterceptors(FileInterceptor('picture', { storage: courtPictures, limits: { fileSize: 10_000_000 } }))
  picture(@UploadedFile() file: Express.Multer.File) {
    return { name: file.filename };
  }

  @Post('portrait')
  @UseInterceptors(FileInterceptor('portrait', { storage: memoryStorage(), limits: { fileSize: 1_000_000 } }))
  async portrait(@CurrentUser() user: User, @UploadedFile() file: Express.Multer.File) {
    return { name: await this.storage.savePortrait(user.id, file.buffer) };
  }

  @Get('clubs/:club')
  file(@Param('club') club: string, @Query('file') file: string) {
    return new StreamableFile(this.storage.open(club, file));
  }

  @Roles('staff', 'admin')
  @Post('shrink')
  async shrink(@Body() body: { file: string; size: string }) {
    return { name: await this.storage.shrink(body.file, body.size) };
  }

  @Roles('admin')
  @Get('usage')
  usage() {
    return this.storage.usage();
  }
}
