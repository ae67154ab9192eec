import { Body, Controller, Delete, Req, UseGuards } from '@nestjs/common'
import { AuthGuard } from '@nestjs/passport'
import { AvatarsService } from './avatars.service'

interface Session {
  user: { id: number }
}

@Controller('avatar')
@UseGuards(AuthGuard('jwt'))
export class AvatarsController {
  constructor(private readonly avatars: AvatarsService) {}

  @Delete()
  async remove(@Req() { user }: Session, @Body() body: { file: string }) {
    await this.avatars.remove(`${user.id}.png`)
    return { removed: body.file }
  }
}
