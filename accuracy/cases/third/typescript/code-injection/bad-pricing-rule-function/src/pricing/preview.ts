import { compile } from './formula'

const NAMES = ['quantity', 'unit', 'discount']

export interface PreviewRequest {
  formula: string
  samples: Array<{ quantity: number; unit: number; discount: number }>
}

export function preview({ formula, samples }: PreviewRequest): number[] {
  const evaluate = compile(formula, NAMES)
  return samples.map((sample) => evaluate({ ...sample }))
}
