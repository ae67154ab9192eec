export type ServiceFacts = {}
