import { Controller, Delete, HttpCode, Param, ParseIntPipe, UseGuards } from '@nestjs/common'
import { AuthGuard } from '@nestjs/passport'
import { DataSource } from 'typeorm'
import { Roles, RolesGuard } from './roles'

@Controller('admin/users')
@UseGuards(AuthGuard('jwt'), RolesGuard)
@Roles('admin')
export class AdminUsersController {
  constructor(private readonly source: DataSource) {}

  @Delete(':id')
  @HttpCode(204)
  async remove(@Param('id', ParseIntPipe) id: number): Promise<void> {
    await this.source.query('DELETE FROM users WHERE id = $1', [id])
  }
}
