import type { Vocabulary } from '../language/vocabulary.ts'
import {
  concession,
  contract,
  contractLine,
  contractPaper,
  creditShare,
  paymentPlan,
  recognition,
} from './vocabulary/contracts.ts'
import { complaint, customer } from './vocabulary/customers.ts'
import { assignment, team, teamMembership, unit, unitPlacement } from './vocabulary/organisation.ts'
import { acceptance, goodsReturn, receipt, refund } from './vocabulary/payments.ts'
import { fixedPay, person } from './vocabulary/people.ts'
import { basePrice, catalogueFiling, product } from './vocabulary/products.ts'
import { cooperationRating, exceptionalScore, monthlyScore, workRecord } from './vocabulary/reviews.ts'

/**
 * The built-in objects, in an order in which they can be filled: what a row refers to comes before it, except for
 * references inside one object (上级部门, 试用协议, 并入业务组).
 *
 * Records are written to the table `record.<object id>`; every field that is not derived is one column of that table
 * under the same name. The source is how a settled period sees them: what had happened by its last day.
 */
export const vocabulary: Vocabulary = {
  objects: [
    unit,
    unitPlacement,
    person,
    assignment,
    fixedPay,
    team,
    teamMembership,
    product,
    catalogueFiling,
    basePrice,
    customer,
    contract,
    contractLine,
    concession,
    creditShare,
    paymentPlan,
    recognition,
    contractPaper,
    acceptance,
    receipt,
    refund,
    goodsReturn,
    complaint,
    monthlyScore,
    exceptionalScore,
    cooperationRating,
    workRecord,
  ],
}
