import { Controller, Delete, Get, HttpCode, Param, Post, Query, StreamableFile, UploadedFile, UseInterceptors } from '@nestjs/common';
import { FileInterceptor } from '@nestjs/platform-express';
import { Caller, type Principal } from '../common/decorators';
import { idPipe, PageQuery } from '../common/validation';
import { FilesService } from './files.service';

const LIMITS = { fileSize: 1024 * 1024, files: 1, fields: 0, parts: 2, headerPairs: 20 };

@Controller('api/files')
export class FilesController {
  constructor(private readonly files: FilesService) {}

  @Post()
  @UseInterceptors(FileInterceptor('file', { limits: LIMITS }))
  upload(@Caller() { id }: Principal, @UploadedFile() file?: { buffer: Buffer }) {
    return this.files.store(id, file?.buffer);
  }

  @Get()
  list(@Caller() { id }: Principal, @Query() page: PageQuery) {
    return this.files.list(id, page);
  }

  @Get(':id')
  download(@Caller() caller: Principal, @Param('id', idPipe) id: string): StreamableFile {
    const { stream, type, name, size } = this.files.open(caller.id, id);
    return new StreamableFile(stream, { type, length: size, disposition: `attachment; filename="${name}"` });
  }

  @Delete(':id')
  @HttpCode(204)
  remove(@Caller() caller: Principal, @Param('id', idPipe) id: string): Promise<void> {
    return this.files.remove(caller.id, id);
  }
}
