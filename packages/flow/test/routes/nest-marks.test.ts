import { expect, it } from 'vitest'
import { analysisOf } from './routes-of.ts'

const SHIFT = (freed: string): string => `@Injectable()
export class ShiftGuard implements CanActivate {
  constructor(private readonly reflector: Reflector, private readonly jwt: JwtService) {}
  async canActivate(context: ExecutionContext): Promise<boolean> {
    ${freed}
    const request = context.switchToHttp().getRequest()
    const token = request.headers.authorization?.split(' ')[1]
    if (!token) throw new UnauthorizedException()
    request.worker = await this.jwt.verifyAsync(token)
    return true
  }
}
`
const POST = (unmarked: string): string => `@Injectable()
export class PostGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}
  canActivate(context: ExecutionContext): boolean {
    const posts = this.reflector.getAllAndOverride(POSTS, [context.getHandler(), context.getClass()])
    ${unmarked}
    const { worker } = context.switchToHttp().getRequest()
    if (!posts?.includes(worker.post)) throw new ForbiddenException()
    return true
  }
}
`
const APP = (freed: string, unmarked: string): Record<string, string> => ({
  'access.ts': `import { CanActivate, ExecutionContext, ForbiddenException, Injectable, SetMetadata, UnauthorizedException } from '@nestjs/common'
import { Reflector } from '@nestjs/core'
import { JwtService } from '@nestjs/jwt'
const OPEN = 'yard:open'
const POSTS = 'yard:posts'
export const Open = () => SetMetadata(OPEN, true)
export const For = (...posts) => SetMetadata(POSTS, posts)
${SHIFT(freed)}${POST(unmarked)}`,
  'app.ts': `import { Controller, Delete, Get, Module, Post } from '@nestjs/common'
import { APP_GUARD, NestFactory } from '@nestjs/core'
import { For, Open, PostGuard, ShiftGuard } from './access'
@Controller('yards')
class Yards {
  @Open() @Post() begin() { return {} }
  @Get() list() { return [] }
  @For('foreman') @Delete() clear() { return {} }
}
@Module({ controllers: [Yards], providers: [{ provide: APP_GUARD, useClass: ShiftGuard }, { provide: APP_GUARD, useClass: PostGuard }] })
class AppModule {}
NestFactory.create(AppModule).then((app) => app.listen(3000))
`,
})
const ASKS = 'this.reflector.getAllAndOverride(OPEN, [context.getHandler(), context.getClass()])'

it.each<[string, string, string, readonly string[]]>([
  [
    'lets marked ones pass, and unmarked ones',
    `if (${ASKS}) return true`,
    'if (posts === undefined) return true',
    ['DELETE PostGuard,ShiftGuard', 'GET ShiftGuard', 'POST'],
  ],
  [
    'the same in other words',
    `const isOpen = ${ASKS}\n    if (isOpen === true) { return true }`,
    'if (!posts) return true',
    ['DELETE PostGuard,ShiftGuard', 'GET ShiftGuard', 'POST'],
  ],
  [
    'notes the mark and asks all the same',
    `if (${ASKS}) console.log('open')`,
    'if (posts === undefined) return true',
    ['DELETE PostGuard,ShiftGuard', 'GET ShiftGuard', 'POST ShiftGuard'],
  ],
  [
    'refuses what is not marked',
    `if (${ASKS}) return true`,
    'if (posts === undefined) throw new ForbiddenException()',
    ['DELETE PostGuard,ShiftGuard', 'GET PostGuard,ShiftGuard', 'POST PostGuard'],
  ],
])('knows what a guard of any name does with marks of any name: %s', async (_name, freed, unmarked, expected) => {
  const { routes } = await analysisOf(APP(freed, unmarked))
  const told = routes.map(({ method, guards }) =>
    `${method} ${guards
      .filter(({ level }) => level === 'application')
      .map(({ name }) => name)
      .sort()
      .join()}`.trim(),
  )
  expect(told.toSorted()).toEqual(expected)
})
