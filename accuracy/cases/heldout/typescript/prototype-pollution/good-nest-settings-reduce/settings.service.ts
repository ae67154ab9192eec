import { BadRequestException, Injectable } from '@nestjs/common'

type Node = { [key: string]: Node | string }

@Injectable()
export class SettingsService {
  private readonly settings: Node = { mail: { from: 'desk@example.org' }, theme: { color: 'green' } }

  set(path: readonly string[], value: string): void {
    const last = path.at(-1)
    if (last === undefined) throw new BadRequestException()
    const parent = path.slice(0, -1).reduce<Node>((node, key) => {
      const next = Object.hasOwn(node, key) ? node[key] : undefined
      if (typeof next !== 'object') throw new BadRequestException(`no section ${key}`)
      return next
    }, this.settings)
    if (!Object.hasOwn(parent, last)) throw new BadRequestException(`no setting ${last}`)
    parent[last] = value
  }
}
