import { IsEmail, IsString, MaxLength } from 'class-validator'

export class SignInDto {
  @IsEmail() email: string
  @IsString() @MaxLength(200) password: string
}
