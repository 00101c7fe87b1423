import type { Deal } from './contracts.ts'
import { dayText } from './days.ts'
import { today } from './ordinary.ts'
import type { Random } from './random.ts'
import { add, type Tables } from './tables.ts'

const contents = [
  '出水量达不到合同约定',
  '设备运行噪声大',
  '安装调试时间一再推迟',
  '业务员承诺的上门培训没有兑现',
  '备件送错型号',
  '报修两天无人回电',
  '发票开具错误',
  '包装破损，外壳划伤',
]

/** Some accepted contracts lead to a complaint; most are judged within two weeks (M-5.1). */
export function addComplaints(random: Random, tables: Tables, deals: readonly Deal[]): void {
  const made = deals.flatMap((deal) => {
    const accepted = deal.accepted?.[0]
    const on = (accepted ?? today) + random.int(2, 60)
    return accepted === undefined || on > today || !random.chance(9) ? [] : [{ deal, on }]
  })
  made
    .toSorted((one, other) => one.on - other.on)
    .forEach(({ deal, on }, at) => {
      const judged = on + random.int(2, 15)
      const isJudged = judged <= today && random.chance(94)
      add(tables, 'complaint', {
        complaint_no: `TS${dayText(on).slice(2, 4)}${String(at + 1).padStart(4, '0')}`,
        customer_code: deal.customer,
        contract_no: random.chance(90) ? deal.number : null,
        person_no: random.chance(70) ? deal.salesperson : null,
        complained_on: dayText(on),
        justified: isJudged ? String(random.chance(62)) : null,
        judged_on: isJudged ? dayText(judged) : null,
        content: random.pick(contents),
      })
    })
}
