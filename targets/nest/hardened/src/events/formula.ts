import { BadRequestException } from '@nestjs/common';

const STEP = /^(price|seats|sold|\d{1,6}(?:\.\d{1,2})?)$/;
const APPLY: Record<string, (left: number, right: number) => number> = { '+': (a, b) => a + b, '-': (a, b) => a - b, '*': (a, b) => a * b };

/** "price * 0.9": three names, numbers and three operations, from the left to the right. Nothing is evaluated but that. */
export function computed(formula: string, values: { price: number; seats: number; sold: number }): number {
  const parts = formula.trim().split(/ +/);
  const operand = (text = ''): number => {
    if (!STEP.test(text)) throw new BadRequestException('The formula is not valid');
    return text === 'price' || text === 'seats' || text === 'sold' ? values[text] : Number(text);
  };
  let result = operand(parts[0]);
  for (let at = 1; at < parts.length; at += 2) {
    const operation = parts[at] ?? '';
    const apply = Object.hasOwn(APPLY, operation) ? APPLY[operation] : undefined;
    if (apply === undefined) throw new BadRequestException('The formula is not valid');
    result = apply(result, operand(parts[at + 1]));
  }
  return Math.max(0, Math.round(result));
}
