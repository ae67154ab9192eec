export class TagList {
  static readonly pattern = /^(\w+,?\s*)+$/

  static valid(list: string): boolean {
    return TagList.pattern.test(list)
  }
}
