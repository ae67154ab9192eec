import { IsString, MaxLength } from 'class-validator'

export class EditProfileDto {
  @IsString()
  @MaxLength(60)
  name!: string
}
