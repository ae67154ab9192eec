import { expect, it } from 'vitest'
import { analysisOf } from './routes-of.ts'

const HEAD = `import { Controller, Get, SetMetadata, UseInterceptors } from '@nestjs/common'
import { Reflector } from '@nestjs/core'
import { plainToInstance } from 'class-transformer'
import { map } from 'rxjs'
class Serialize { constructor(private dto) {} intercept(context, next) { return next.handle().pipe(map((row) => plainToInstance(this.dto, row))) } }
class Logs { constructor(private dto) {} intercept(context, next) { return next.handle() } }
class Presents { constructor(private reflector: Reflector) {} intercept(context, next) { const view = this.reflector.get('view', context.getHandler()); return next.handle().pipe(map((row) => view.parse(row))) } }
class MemberView {}
const As = (dto) => UseInterceptors(new Serialize(dto))
const Noted = (dto) => UseInterceptors(new Logs(dto))
const View = (schema) => SetMetadata('view', schema)
const Other = (schema) => SetMetadata('other', schema)
`

it.each([
  ['@UseInterceptors(new Serialize(MemberView))', 'MemberView'],
  ['@As(MemberView)', 'MemberView'],
  ['@View(MemberView)', 'MemberView'],
  ["@SetMetadata('view', MemberView)", 'MemberView'],
  ['@Noted(MemberView)', null],
  ['@UseInterceptors(new Logs(MemberView))', null],
  ['@Other(MemberView)', null],
])('an answer behind %s is given through %s', async (decorator, schema) => {
  const { routes } = await analysisOf({
    'app.ts': `${HEAD}@Controller('members')\nexport class Members {\n  @Get()\n  ${decorator}\n  list() { return [] }\n}\n`,
  })
  expect(routes.map(({ responseSchema }) => responseSchema)).toEqual([schema])
})
