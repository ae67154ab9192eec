import { BadRequestException, Body, Controller, Post, UploadedFile, UseInterceptors } from '@nestjs/common'
import { FileInterceptor } from '@nestjs/platform-express'
import { ApplicationDto } from './application.dto'
import { ApplicationsService } from './applications.service'
import { cvOptions } from './upload.options'

@Controller('applications')
export class ApplicationsController {
  constructor(private readonly applications: ApplicationsService) {}

  @Post()
  @UseInterceptors(FileInterceptor('cv', cvOptions))
  apply(@Body() body: ApplicationDto, @UploadedFile() cv?: Express.Multer.File) {
    if (!cv) throw new BadRequestException('cv is missing')
    return this.applications.add(body, cv.filename)
  }
}
