import { type CanActivate, Controller, Delete, type ExecutionContext, Get, HttpCode, Injectable, Param, ParseIntPipe, UseGuards } from '@nestjs/common'
import { AuthGuard } from '@nestjs/passport'
import { removeUser, userCount } from './users'

@Injectable()
export class AdminGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    return context.switchToHttp().getRequest<{ user: { role: string } }>().user.role === 'admin'
  }
}

@Controller('admin/users')
@UseGuards(AuthGuard('jwt'), AdminGuard)
export class AdminController {
  @Get('count')
  async count() {
    return { users: await userCount() }
  }

  @Delete(':id')
  @HttpCode(204)
  async remove(@Param('id', ParseIntPipe) id: number) {
    await removeUser(id)
  }
}
