import { IsEmail, IsString, MaxLength } from 'class-validator'

export class ApplicationDto {
  @IsString() @MaxLength(100) name: string
  @IsEmail() email: string
}
