import { IsInt, IsString, MaxLength } from 'class-validator'

export class SeriesDto {
  @IsString()
  @MaxLength(200)
  expression!: string

  @IsInt()
  from!: number

  @IsInt()
  to!: number
}
