import RE2 from 're2'

export type Predicate = (line: string) => boolean

export class LineFilter {
  private constructor(private readonly predicates: Predicate[]) {}

  static of(patterns: string[]): LineFilter {
    return new LineFilter(
      patterns.slice(0, 5).map((source) => {
        const expression = new RE2(source.slice(0, 100), 'i')
        return (line: string) => expression.test(line)
      }),
    )
  }

  accepts(line: string): boolean {
    return this.predicates.every((predicate) => predicate(line))
  }
}
