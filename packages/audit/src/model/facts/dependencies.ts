export type DependencyFacts = {}
