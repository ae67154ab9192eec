import { IsString, MaxLength } from 'class-validator'

export class LogoDto {
  @IsString() @MaxLength(300) address: string
}
