import type { RecordObject } from '../../language/vocabulary.ts'
import { date, number, productHeadings, reference, text, validFrom, validTo } from './fields.ts'

export const product: RecordObject = {
  id: 'product',
  label: '产品',
  english: 'product',
  source: 'record.product',
  key: ['product_code'],
  aliases: ['产品表', '产品目录', '物料'],
  fields: [
    text(['code', '产品编码', 'code'], {
      column: 'product_code',
      aliases: productHeadings.filter((heading) => heading !== '产品编码'),
    }),
    text(['name', '名称', 'name'], { aliases: ['产品名称', '品名', '物料名称'] }),
    text(['line', '产品线', 'product line'], { aliases: ['产品系列', '系列'] }),
    text(['category', '类别', 'category'], {
      aliases: ['产品类别', '产品类型', '类型'],
      choices: {
        主营产品: 'own product',
        代理产品: 'agency product',
        成套产品: 'complete system',
        服务: 'service',
      },
      note: [
        '主营产品、代理产品、成套产品或服务。',
        'Own product, agency product, complete system or service.',
      ],
    }),
    text(['measure', '计量单位', 'unit of measure'], { nullable: true, aliases: ['单位'] }),
  ],
}

export const catalogueFiling: RecordObject = {
  id: 'catalogue_filing',
  label: '产品备案',
  english: 'catalogue filing',
  source: `(
    select product_code, filed_on, expires_on, status from record.catalogue_filing where filed_on <= :last
  )`,
  key: ['product_code', 'filed_on'],
  aliases: ['产品名录', '名录备案', '产品名录备案'],
  fields: [
    reference('product', ['product', '产品', 'product'], {
      column: 'product_code',
      aliases: productHeadings,
    }),
    date(['filed_on', '备案日', 'filed on'], { aliases: ['备案日期', '备案时间'] }),
    date(['expires_on', '失效日', 'expires on'], {
      nullable: true,
      aliases: ['失效日期'],
      note: [
        '从这一天起不再有效（不含当天）；空着表示仍然有效。',
        'No longer in force from this day on; empty while it still is.',
      ],
    }),
    text(['status', '状态', 'status'], {
      aliases: ['备案状态'],
      choices: { 已备案: 'filed', 已撤销: 'withdrawn' },
      note: ['已备案或已撤销；不填为已备案。', 'Filed or withdrawn; filed when left empty.'],
    }),
  ],
}

export const basePrice: RecordObject = {
  id: 'base_price',
  label: '基准价格',
  english: 'base price',
  source:
    '(select product_code, valid_from, valid_to, price from record.base_price where valid_from <= :last)',
  key: ['product_code', 'valid_from'],
  aliases: ['基准价表', '价格表', '公司基准定价'],
  fields: [
    reference('product', ['product', '产品', 'product'], {
      column: 'product_code',
      aliases: productHeadings,
    }),
    validFrom,
    validTo,
    number('元/个', ['price', '基准价', 'base price'], {
      aliases: ['基准定价', '公司基准价', '基准单价'],
    }),
  ],
}
