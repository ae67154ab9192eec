import { IsOptional, IsString, MaxLength } from 'class-validator'

export class UpdateProfile {
  @IsOptional() @IsString() @MaxLength(40) nickname?: string
  @IsOptional() @IsString() @MaxLength(60) city?: string
}
