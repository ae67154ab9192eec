export class TagList {
  static readonly pattern = /^\w+(?:, ?\w+)*$/

  static valid(list: string): boolean {
    return TagList.pattern.test(list)
  }
}
