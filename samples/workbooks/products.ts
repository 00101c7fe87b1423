import { chineseDate, date, named, number, text } from '../cells.ts'
import type { Layout } from '../sheet-layout.ts'
import type { Names } from './names.ts'

export function priceList({ products }: Names): Record<string, Layout> {
  return {
    product: {
      name: '产品目录',
      columns: [
        { heading: '产品编码', ...text('product_code') },
        { heading: '产品名称', ...text('name') },
        { heading: '产品系列', ...text('line') },
        { heading: '产品类别', ...text('category') },
        { heading: '单位', ...text('measure') },
      ],
    },
    catalogue_filing: {
      name: '产品名录备案',
      title: '产品名录（财务备案）',
      columns: [
        { heading: '货号', ...text('product_code') },
        { heading: '产品名称', ...named('product_code', products) },
        { heading: '备案日期', ...chineseDate('filed_on') },
        { heading: '失效日期', ...chineseDate('expires_on') },
        { heading: '备案状态', ...text('status') },
      ],
    },
    base_price: {
      name: '基准价表',
      title: '公司基准定价表',
      columns: [
        { heading: '产品编码', ...text('product_code') },
        { heading: '产品名称', ...named('product_code', products) },
        { heading: '基准单价（元）', ...number('price', 'grouped') },
        { group: '有效期', heading: '生效日期', ...date('valid_from') },
        { group: '有效期', heading: '失效日期', ...date('valid_to') },
      ],
    },
  }
}

export function customerFile(): Record<string, Layout> {
  return {
    customer: {
      name: '客户档案',
      columns: [
        { heading: '客户编号', ...text('customer_code') },
        { heading: '客户全称', ...text('name') },
        { heading: '所在地区', ...text('region') },
        { heading: '客户类型', ...text('category') },
      ],
    },
  }
}
