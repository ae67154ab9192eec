import type { Activation } from './activation.ts'
import type { CallUse } from './call.ts'
import type { SinkRole } from './call-models.ts'
import { programTaints, shellTaints } from './conditions/commands.ts'
import { guessedHtmlTaints, htmlTaints, isTurnedIntoText, statedHtmlTaints, writtenTaints } from './conditions/content.ts'
import {
  archiveTaints,
  isConfined,
  namesFields,
  operatorTaints,
  queryTaints,
  secretFieldTaints,
  wholeTaints,
} from './conditions/objects.ts'
import { publicTaints, settingTaints, streamTaints } from './conditions/places.ts'
import { loaderTaints, parserTaints, pickleTaints, readerTaints, schemaTaints, typedReaderTaints } from './conditions/readers.ts'
import { codeTaints, fileNameTaints, headTaints, logTaints, mailTaints, servedTaints, statementTaints } from './conditions/text.ts'
import { deepTaints } from './containers.ts'
import type { Taint, Value } from './value.ts'

/** The taints that matter to the sink in this call; null when the call is of the safe form and is not such a sink at all. */
export function isSinkActive(act: Activation, role: SinkRole, use: CallUse, value: Value): readonly Taint[] | null {
  switch (role.when) {
    case null:
      return deepTaints(act, value)
    case 'shell':
      return shellTaints(act, use, value)
    case 'program':
      return programTaints(act, use, value)
    case 'whole-object':
      return namesFields(act, use) ? null : wholeTaints(act, value)
    case 'query-object':
      return queryTaints(act, value)
    case 'explicit-html':
      return statedHtmlTaints(act, use, value)
    case 'html-text':
      return guessedHtmlTaints(act, use, value)
    case 'html-or-json':
      return writtenTaints(act, use, value)
    case 'kept-markup':
      return isTurnedIntoText(act, use) ? null : deepTaints(act, value)
    case 'html-response':
      return htmlTaints(act, use, value)
    case 'without-root':
      return isConfined(act, use) ? null : fileNameTaints(act, value)
    case 'file-name':
      return fileNameTaints(act, value)
    case 'archive-members':
      return archiveTaints(act, use, value)
    case 'secret-fields':
      return secretFieldTaints(act, value)
    default:
      return textOrReader(act, role.when, use, value)
  }
}

function textOrReader(act: Activation, when: Exclude<SinkRole['when'], null>, use: CallUse, value: Value): readonly Taint[] | null {
  switch (when) {
    case 'sql-text':
      return statementTaints(act, use, value)
    case 'code-operators':
      return operatorTaints(act, use, value)
    case 'code-text':
      return codeTaints(act, value)
    case 'raw-head':
      return headTaints(act, value)
    case 'literal-template':
      return isLiteralTemplate(act, use) ? deepTaints(act, value) : null
    case 'no-literal-template':
      return isLiteralTemplate(act, use) ? null : deepTaints(act, value)
    case 'header-name':
      return value.objects.length > 0 || value.prefix !== '' ? null : value.taints
    case 'mail-text':
      return mailTaints(act, value)
    case 'log-file':
      return /\.log$|\/log\//.test(use.args.positional[0]?.prefix ?? '') ? deepTaints(act, value) : null
    case 'whole-value':
      return value.objects.length === 0 && value.type !== 'string' ? value.taints : []
    case 'log-stream':
      return streamTaints(act, use, value)
    case 'view-settings':
      return settingTaints(act, value)
    case 'public-object':
      return publicTaints(act, use, value)
    case 'served-folder':
      return servedTaints(act, use, value)
    case 'log-text':
      return logTaints(act, use)
    case 'unsafe-loader':
      return loaderTaints(act, use, value)
    case 'function-schema':
      return schemaTaints(act, use, value)
    case 'allow-pickle':
      return pickleTaints(act, use, value)
    case 'unsafe-type':
      return typedReaderTaints(act, use, value)
    case 'entities':
      return parserTaints(act, use, value)
    case 'external-entities':
      return readerTaints(act, use, value)
    default:
      return deepTaints(act, value)
  }
}

/** ``new Function('name', `return \`${template}\``)``: a template language of one's own. */
function isLiteralTemplate(act: Activation, { instruction }: CallUse): boolean {
  const last = instruction.args.at(-1)
  return last?.kind === 'positional' && /^\s*return\s*`/.test(act.read(last.value).prefix)
}
