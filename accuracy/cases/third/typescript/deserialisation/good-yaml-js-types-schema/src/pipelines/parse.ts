import yaml from 'js-yaml'
import { z } from 'zod'

const Step = z.object({ name: z.string(), uses: z.string(), with: z.record(z.string(), z.unknown()).optional() })
const Pipeline = z.object({ name: z.string(), steps: z.array(Step).max(50) })

export type Pipeline = z.infer<typeof Pipeline>

const schema = yaml.CORE_SCHEMA

export function parsePipeline(text: string): Pipeline {
  return Pipeline.parse(yaml.load(text, { schema, filename: 'pipeline.yml' }))
}
