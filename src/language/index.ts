/**
 * The policy language: reads, checks and compiles policy documents. No database, no clock, no files.
 *
 * Source: design §2; requirements.
 */
export { functions } from './check/dispatch.ts'
export type { Expression } from './check/expression.ts'
export type { Definition, Names } from './check/names.ts'
export { allRelations, relationName } from './check/names.ts'
export { declaredSchema } from './check/objects.ts'
export { type CheckedDefinition, check, type Program } from './check/program.ts'
export { type ClauseChange, changedClauses, withOneChange } from './document/changed-clauses.ts'
export { type Clause, clauseAt, type PolicyDocument } from './document/document.ts'
export { format } from './format/format.ts'
export { describe, type Issue, reference } from './issues/issue.ts'
export { position } from './issues/position.ts'
export { type Period, parsePeriod, periodOf, shiftPeriod } from './period.ts'
export type { CompileRequest, EarlierResults } from './sql/compilation.ts'
export {
  type Compiled,
  type CompiledStage,
  compile,
  compileByStage,
  type ResultColumn,
  type ResultTable,
  resultTables,
} from './sql/compile.ts'
export { type ExplainedInput, type ExplainRequest, planExplanation, planRows } from './sql/explain.ts'
export { problemColumn } from './sql/fragment.ts'
export { type Read, type Route, readsOf, spreadOf } from './sql/reads.ts'
export { problemText, type Site } from './sql/site.ts'
export { sqlTypeOf } from './sql/sql-type.ts'
export { planStages, type Stage } from './sql/stages.ts'
export { decimalText } from './types/decimal.ts'
export { readDate, readNumber } from './types/number-text.ts'
export { type Type, typeName } from './types/type.ts'
export type { Field, FieldType, RecordObject, Vocabulary } from './vocabulary.ts'
