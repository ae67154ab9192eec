import { isServed } from '../routes/reader.ts'
import { type CallFinder, optionOf, type PatternContext } from './context.ts'

/** Words of those who look at the environment by other means. */
const OTHERWISE =
  /\b(?:cleanEnv|envalid|envSchema|getOrThrow|validateSync|validateOrReject)\b|\.(?:safeParse|parse|validate)\(\s*process\.env\b/

/** `ConfigModule.forRoot({ load: [settings] })` of Nest takes the environment as it is, unless it is told how to validate it. */
export const nestConfiguration: CallFinder = (context, call) => {
  if (call.name !== '@nestjs/config.ConfigModule.forRoot' || !isServed(context.reader, call.module.file)) return
  if (optionOf(context, call, 'validate', 'validationSchema') !== undefined) context.examineCall('config-validation', call)
  else if (!validatesOtherwise(context))
    context.emitCall(call, {
      kind: 'config-unvalidated',
      cwe: 1188,
      message: 'the environment is taken as it is: nothing validates it at the start',
      confidence: 'low',
    })
}

function validatesOtherwise({ reader }: PatternContext): boolean {
  return reader.program.modules.some(({ file }) => isServed(reader, file) && OTHERWISE.test(reader.textOf(file)))
}
