import { Body, Controller, HttpCode, NotFoundException, Post, ValidationPipe } from '@nestjs/common'
import { FindProfile } from './find-profile.dto'
import { ProfilesService } from './profiles.service'

@Controller('profiles')
export class ProfilesController {
  constructor(private readonly profiles: ProfilesService) {}

  @Post('lookup')
  @HttpCode(200)
  async lookup(@Body(new ValidationPipe({ whitelist: true })) body: FindProfile) {
    const profile = await this.profiles.byHandle(body.handle)
    if (profile === null) throw new NotFoundException()
    return { handle: profile.handle, bio: profile.bio }
  }
}
