export { byLabel as filesByLabel, type Query } from './by-label'
