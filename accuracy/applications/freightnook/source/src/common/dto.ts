import { Type } from 'class-transformer'
import { IsInt, Max, Min } from 'class-validator'

export class Paging {
  @Type(() => Number) @IsInt() @Min(1) @Max(1000) page = 1
  @Type(() => Number) @IsInt() @Min(1) @Max(100) size = 25

  static span({ page, size }: Paging) {
    return { skip: (page - 1) * size, take: size }
  }
}
