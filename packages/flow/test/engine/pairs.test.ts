import { describe, expect, it } from 'vitest'
import { ADDRESS_CASES } from './address-cases.ts'
import { analyseTexts } from './analyse-texts.ts'
import { CALLBACK_CASES, STORE_CASES } from './callback-cases.ts'
import { CARRIED_CASES } from './carried-cases.ts'
import { ENTRY_POINT_CASES } from './entry-point-cases.ts'
import { FRAMEWORK_CASES } from './framework-cases.ts'
import { GUARD_CASES } from './guard-cases.ts'
import { JAVASCRIPT_CASES } from './javascript-cases.ts'
import { JAVASCRIPT_FRAMEWORK_CASES } from './javascript-framework-cases.ts'
import { JAVASCRIPT_IDIOM_CASES } from './javascript-idiom-cases.ts'
import { TWIN_CASES } from './javascript-twin-cases.ts'
import { LOADED_SCHEMA_CASES } from './loaded-schema-cases.ts'
import { PYTHON_CASES } from './python-cases.ts'
import { PYTHON_FORM_CASES } from './python-form-cases.ts'
import { PYTHON_FRAMEWORK_CASES, VALIDATED_CASES } from './python-framework-cases.ts'
import { PYTHON_LAYER_CASES } from './python-layer-cases.ts'
import { PYTHON_SERVICE_CASES } from './python-service-cases.ts'
import { PYTHON_TEXT_CASES } from './python-text-cases.ts'
import { QUERY_BUILDER_CASES } from './query-builder-cases.ts'
import { LAYER_CASES, RECORD_CASES } from './record-cases.ts'
import { ROW_TEMPLATE_CASES } from './row-template-cases.ts'
import { TABLE_MODEL_CASES } from './table-model-cases.ts'
import { TEMPLATE_CASES } from './template-cases.ts'
import { THROWN_CASES } from './thrown-cases.ts'
import { UPLOAD_CASES } from './upload-cases.ts'

describe.each([
  ['python', PYTHON_CASES],
  ['javascript', JAVASCRIPT_CASES],
  ['frameworks', FRAMEWORK_CASES],
  ['frameworks of JavaScript', JAVASCRIPT_FRAMEWORK_CASES],
  ['idioms of JavaScript', JAVASCRIPT_IDIOM_CASES],
  ['twins of JavaScript', TWIN_CASES],
  ['frameworks of Python', PYTHON_FRAMEWORK_CASES],
  ['services of Python', PYTHON_SERVICE_CASES],
  ['helpers of Python', PYTHON_LAYER_CASES],
  ['forms of Python', PYTHON_FORM_CASES],
  ['rows of Python', TABLE_MODEL_CASES],
  ['entry points', ENTRY_POINT_CASES],
  ['texts of Python', PYTHON_TEXT_CASES],
  ['validated fields', VALIDATED_CASES],
  ['loaded schemas', LOADED_SCHEMA_CASES],
  ['rows of Python', RECORD_CASES],
  ['layers of Python', LAYER_CASES],
  ['callbacks of Node', CALLBACK_CASES],
  ['stores and their rows', STORE_CASES],
  ['addresses', ADDRESS_CASES],
  ['carried', CARRIED_CASES],
  ['guards', GUARD_CASES],
  ['templates', TEMPLATE_CASES],
  ['rows in templates', ROW_TEMPLATE_CASES],
  ['parts of statements', QUERY_BUILDER_CASES],
  ['thrown', THROWN_CASES],
  ['uploads', UPLOAD_CASES],
] as const)('%s', (_language, cases) => {
  it.each(cases.map((each) => [each.name, each] as const))('%s', (_name, { files, kinds }) => {
    const paths = analyseTexts(files).paths
    expect([...new Set(paths.map((path) => path.kind))].sort()).toEqual([...kinds].sort())
  })
})
