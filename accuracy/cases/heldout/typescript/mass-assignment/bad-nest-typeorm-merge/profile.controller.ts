import { Body, Controller, Patch, Req, UseGuards, ValidationPipe } from '@nestjs/common'
import { AuthGuard } from '@nestjs/passport'
import { EditProfileDto } from './edit-profile.dto'
import { ProfileService } from './profile.service'

@Controller('profile')
@UseGuards(AuthGuard('jwt'))
export class ProfileController {
  constructor(private readonly profiles: ProfileService) {}

  @Patch()
  edit(@Req() request: { user: { id: number } }, @Body(new ValidationPipe({ whitelist: false })) body: EditProfileDto) {
    return this.profiles.edit(request.user.id, body)
  }
}
