import { IsIn } from 'class-validator';
import type { Role } from '../common/decorators';

export class RoleDto {
  @IsIn(['visitor', 'organiser', 'admin'])
  role: Role;
}
