import { Body, Controller, Patch, Req } from '@nestjs/common'
import { ProfilesService } from './profiles.service'
import { UpdateProfile } from './update-profile.dto'

@Controller('profile')
export class ProfilesController {
  constructor(private readonly profiles: ProfilesService) {}

  @Patch()
  update(@Req() request: { user: { sub: string } }, @Body() body: UpdateProfile) {
    return this.profiles.update(request.user.sub, body)
  }
}
