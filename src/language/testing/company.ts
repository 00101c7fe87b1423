/** A small company for tests: every kind of field, key and relation the language must deal with. */
import type { Field, FieldType, RecordObject, Vocabulary } from '../index.ts'

type Kind = '文本' | '日期' | '是否' | '元' | '个' | '天' | '分' | '数' | '比率'

interface More {
  readonly columns?: readonly string[]
  readonly nullable?: true
  readonly reverse?: string
}

const typeOf = (kind: Kind): FieldType =>
  kind === '文本'
    ? { kind: 'text' }
    : kind === '日期'
      ? { kind: 'date' }
      : kind === '是否'
        ? { kind: 'boolean' }
        : { kind: 'number', unit: kind }

function field(id: string, label: string, type: FieldType, { columns, nullable, reverse }: More = {}): Field {
  return {
    id,
    label,
    english: id,
    type,
    columns: columns ?? [id],
    nullable: nullable ?? false,
    ...(reverse === undefined ? {} : { reverse }),
  }
}

const plain = (id: string, label: string, kind: Kind, more?: More) => field(id, label, typeOf(kind), more)
const link = (id: string, label: string, object: string, more?: More) =>
  field(id, label, { kind: 'reference', object }, more)

function object(id: string, label: string, key: readonly string[], fields: readonly Field[]): RecordObject {
  return { id, label, english: id, source: `t.${id}`, key, fields }
}

export const vocabulary: Vocabulary = {
  objects: [
    object(
      'unit',
      '部门',
      ['code'],
      [
        plain('code', '编码', '文本'),
        plain('goal', '目标', '元', { nullable: true }),
        link('parent', '上级部门', 'unit', { nullable: true, reverse: '下级部门' }),
      ],
    ),
    object(
      'person',
      '员工',
      ['no'],
      [
        plain('no', '工号', '文本'),
        link('unit', '部门', 'unit'),
        link('chief', '上级', 'person', { nullable: true, reverse: '下属' }),
        plain('post', '岗位', '文本'),
        plain('base', '底薪', '元', { nullable: true }),
        plain('joined', '入职日', '日期'),
        plain('gone', '离职日', '日期', { nullable: true }),
        plain('active', '在职', '是否'),
        plain('days', '出勤', '天'),
      ],
    ),
    object(
      'contract',
      '合同',
      ['no'],
      [
        plain('no', '编号', '文本'),
        link('person', '业务员', 'person'),
        plain('kind', '类型', '文本'),
        plain('signed', '签订日', '日期'),
        plain('amount', '金额', '元'),
        plain('cost', '成本', '元', { nullable: true }),
      ],
    ),
    object(
      'line',
      '明细',
      ['contract', 'line_no'],
      [
        link('contract', '合同', 'contract'),
        plain('line_no', '行号', '数'),
        plain('product', '产品', '文本'),
        plain('count', '数量', '个'),
        plain('price', '单价', '元'),
      ],
    ),
    object(
      'back',
      '退货',
      ['no'],
      [
        plain('no', '退货单', '文本'),
        link('line', '明细', 'line', { columns: ['contract', 'line_no'], nullable: true }),
        plain('count', '数量', '个'),
      ],
    ),
    object(
      'receipt',
      '回款',
      ['contract', 'no'],
      [
        link('contract', '合同', 'contract'),
        plain('no', '收据', '文本'),
        plain('amount', '金额', '元'),
        plain('received', '收款日', '日期', { nullable: true }),
      ],
    ),
    {
      ...object(
        'score',
        '评分记录',
        ['person', 'indicator'],
        [
          link('person', '员工', 'person'),
          plain('indicator', '指标', '文本'),
          plain('score', '分数', '分', { nullable: true }),
        ],
      ),
      period: 'period',
    },
    {
      ...object(
        'month',
        '月报',
        ['person'],
        [link('person', '员工', 'person'), plain('sales', '销售额', '元'), plain('paid', '回款额', '元')],
      ),
      period: 'period',
    },
  ],
}

/** Without foreign keys, so that tests can leave a reference dangling. */
export const tables = `
  create schema t;
  create table t.unit (code text collate "C" primary key, goal numeric, parent text collate "C");
  create table t.person (no text collate "C" primary key, unit text collate "C", chief text collate "C",
    post text collate "C", base numeric, joined date, gone date, active boolean, days integer);
  create table t.contract (no text collate "C" primary key, person text collate "C", kind text collate "C",
    signed date, amount numeric, cost numeric);
  create table t.line (contract text collate "C", line_no integer, product text collate "C", count numeric,
    price numeric, primary key (contract, line_no));
  create table t.back (no text collate "C" primary key, contract text collate "C", line_no integer, count numeric);
  create table t.receipt (contract text collate "C", no text collate "C", amount numeric, received date,
    primary key (contract, no));
  create table t.score (person text collate "C", indicator text collate "C", period text collate "C", score numeric);
  create table t.month (person text collate "C", period text collate "C", sales numeric, paid numeric);
`

export const people = `
  insert into t.unit values ('A', 100, null), ('B', null, 'A'), ('C', 0, 'A');
  insert into t.person values
    ('E1', 'A', null, '经理', 8000, '2020-01-31', null, true, 22),
    ('E2', 'B', 'E1', '业务员', 4000.5, '2026-09-15', null, true, 20),
    ('E3', 'B', 'E1', '业务员', null, '2026-10-10', '2026-10-20', false, 7);
`

export const contracts = `
  insert into t.contract values
    ('H1', 'E1', '直营', '2026-10-01', 100000, 60000), ('H2', 'E2', '直营', '2026-10-31', 50000.25, null),
    ('H3', 'E2', '代理', '2026-09-30', 80000, 0);
  insert into t.line values ('H1', 1, 'P1', 2, 30000), ('H1', 2, 'P2', 4, 10000), ('H2', 1, 'P1', 1, 50000.25);
  insert into t.back values ('R1', 'H1', 1, 1), ('R2', 'H2', 1, 1), ('R3', null, null, 5);
  insert into t.receipt values
    ('H1', 'S1', 30000, '2026-10-05'), ('H1', 'S2', 20000, '2026-09-05'), ('H2', 'S1', 0.25, null),
    ('H3', 'S1', 80000, '2026-10-31');
`
