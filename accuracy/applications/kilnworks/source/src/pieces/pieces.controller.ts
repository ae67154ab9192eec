import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { Body, Controller, Delete, Get, Param, ParseIntPipe, Post, Put, Query, Res, StreamableFile, UploadedFile, UseInterceptors } from '@nestjs/common';
import { FileInterceptor } from '@nestjs/platform-express';
import { IsString, MaxLength } from 'class-validator';
import type { Response } from 'express';
import { diskStorage } from 'multer';
import { Me, Public } from '../auth/guards';
import { User } from '../entities';
import { PiecesService } from './pieces.service';

const PHOTOS = process.env.PHOTO_DIR ?? '/srv/kilnworks/photos';

class NotesDto {
  @IsString() @MaxLength(4000) glazeNotes: string;
}

@Controller('pieces')
export class PiecesController {
  constructor(private readonly pieces: PiecesService) {}

  @Public()
  @Get('gallery')
  gallery(@Query('q') q = '', @Query('sort') sort = 'id') {
    return this.pieces.gallery(q, sort);
  }

  @Get()
  mine(@Me() me: User, @Query('q') q = '') {
    return this.pieces.byMaker(me.id, q);
  }

  @Get(':id')
  piece(@Param('id', ParseIntPipe) id: number, @Me() me: User) {
    return this.pieces.own(id, me.id);
  }

  @Put(':id/notes')
  setNotes(@Param('id', ParseIntPipe) id: number, @Body() body: NotesDto) {
    return this.pieces.setNotes(id, body.glazeNotes);
  }

  @Delete(':id')
  remove(@Param('id', ParseIntPipe) id: number, @Me() me: User) {
    return this.pieces.remove(id, me.id);
  }

  @Get(':id/card')
  async card(@Param('id', ParseIntPipe) id: number, @Me() me: User, @Query('from') from = '', @Res() res: Response) {
    const piece = await this.pieces.own(id, me.id);
    res.type('html').send(`<h1>Piece ${piece.id}</h1><a href="/pieces">Back to ${from}</a>`);
  }

  @Post(':id/photo')
  @UseInterceptors(
    FileInterceptor('photo', {
      storage: diskStorage({ destination: PHOTOS, filename: (_req, file, done) => done(null, file.originalname) }),
      limits: { fileSize: 6 * 1024 * 1024 },
    }),
  )
  async upload(@Param('id', ParseIntPipe) id: number, @Me() me: User, @UploadedFile() photo: Express.Multer.File) {
    const piece = await this.pieces.own(id, me.id);
    await this.pieces.setPhoto(piece, photo.filename);
    return { photo: photo.filename };
  }

  @Public()
  @Get('photos/file')
  file(@Query('name') name: string) {
    return new StreamableFile(createReadStream(join(PHOTOS, name)));
  }
}
