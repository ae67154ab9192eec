type Tree = Record<string, any>;

export function setPath(tree: Tree, path: string, value: unknown): Tree {
  const keys = path.split('.');
  const last = keys.pop() as string;
  let node = tree;
  for (const key of keys) {
    node[key] ??= {};
    node = node[key];
  }
  node[last] = value;
  return tree;
}

export type Rule = { name: string; when: string };

export function firing(rules: Rule[], reading: { weight: number; celsius: number }): string[] {
  return rules
    .slice(0, 20)
    .filter((rule) => new Function('weight', 'celsius', `return (${rule.when});`)(reading.weight, reading.celsius))
    .map((rule) => rule.name);
}
