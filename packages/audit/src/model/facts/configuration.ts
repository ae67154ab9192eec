export type ConfigurationFacts = {}
