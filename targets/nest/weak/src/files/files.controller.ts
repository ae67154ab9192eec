import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query, Res, StreamableFile, UploadedFile, UseGuards, UseInterceptors } from '@nestjs/common';
import { FileInterceptor } from '@nestjs/platform-express';
import { Response } from 'express';
import { CurrentUser } from '../common/current-user.decorator';
import { JwtAuthGuard } from '../common/jwt-auth.guard';
import { FilesService } from './files.service';

@Controller('files')
@UseGuards(JwtAuthGuard)
export class FilesController {
  constructor(private readonly files: FilesService) {}

  @Post()
  @UseInterceptors(FileInterceptor('file'))
  upload(@UploadedFile() file: any, @CurrentUser('sub') owner: number) {
    return this.files.store(owner, file);
  }

  @Get('download')
  download(@Query('name') name: string) {
    return new StreamableFile(this.files.read(name));
  }

  @Get(':id')
  show(@Param('id') id: string, @Res({ passthrough: true }) res: Response) {
    const { stream, type } = this.files.open(id);
    res.set('Content-Type', type);
    return new StreamableFile(stream);
  }

  @Delete(':id')
  @HttpCode(204)
  remove(@Param('id') id: string) {
    this.files.remove(id);
  }

  @Post(':id/thumbnail')
  @HttpCode(200)
  thumbnail(@Param('id') id: string, @Body('size') size: string) {
    return this.files.thumbnail(id, size);
  }

  @Get(':id/label')
  label(@Query('text') text: string) {
    return this.files.label(text);
  }
}
