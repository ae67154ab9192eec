import { IsString, MaxLength } from 'class-validator'

export class RenameDto {
  @IsString()
  @MaxLength(80)
  name!: string
}
