import { Controller, Get, Param, ParseIntPipe, Req, UseGuards } from '@nestjs/common'
import { AuthGuard } from '@nestjs/passport'
import { DocumentsService } from './documents.service'

@Controller('documents')
@UseGuards(AuthGuard('jwt'))
export class DocumentsController {
  constructor(private readonly documents: DocumentsService) {}

  @Get(':id')
  open(@Param('id', ParseIntPipe) id: number, @Req() request: { user: { id: number } }) {
    return this.documents.open(id, request.user.id)
  }
}
