/** Who works for the sample company: every post each person holds, from a day on. */

export interface Post {
  readonly from: string
  readonly unit: string
  readonly position: string
  /** A person's number, or `组长`: whoever leads the person's group on the day. */
  readonly superior: string | null
  readonly heads: boolean
  readonly team: string | null
  readonly leads: boolean
  /** Yuan a month. */
  readonly base: number
  readonly allowance: number
}

export interface Staff {
  readonly number: string
  readonly name: string
  readonly hired: string
  readonly left: string | null
  readonly posts: readonly Post[]
}

type Start = Omit<Post, 'from'>
type Change = Partial<Post> & { readonly from: string }

const post = { heads: false, team: null, leads: false, allowance: 0 }

const head = (unit: string, position: string, superior: string | null, base: number): Start => {
  return { ...post, unit, position, superior, heads: true, base, allowance: 2500 }
}
const office = (unit: string, position: string, superior: string | null, base: number): Start => {
  return { ...post, unit, position, superior, base, allowance: 300 }
}
const manager = (unit: string, team: string, superior: string, base: number): Start => {
  return { ...post, unit, position: '业务经理', superior, team, leads: true, base, allowance: 1500 }
}
const seller = (unit: string, team: string, base: number): Start => {
  return { ...post, unit, position: '业务员', superior: '组长', team, base }
}

function hire(
  number: string,
  name: string,
  hired: string,
  start: Start,
  changes: Change[] = [],
  left?: string,
): Staff {
  const posts: Post[] = [{ ...start, from: hired }]
  for (const change of changes) posts.push({ ...(posts.at(-1) ?? start), ...change })
  return { number, name, hired, left: left ?? null, posts }
}

const toManager = { position: '业务经理', leads: true, allowance: 1500 }
const toSeller = { position: '业务员', superior: '组长', leads: false, allowance: 0 }

export const staff: readonly Staff[] = [
  hire('0001', '沈知远', '2018-03-01', head('YX', '主管副总', null, 18000)),
  hire('0002', '韩立群', '2019-05-06', head('TZ', '营销总监', '0001', 15000)),
  hire('0003', '罗海涛', '2019-08-12', head('SH', '售后总监', '0001', 13000)),
  hire('0004', '贾敏', '2020-02-17', office('YX', '商务主管', '0001', 6500)),
  hire('0005', '丁晓燕', '2021-07-01', office('TZ', '商务助理', '0002', 5200)),
  hire('0006', '阎冬梅', '2022-04-11', office('SH', '内勤', '0003', 4800)),
  hire('0007', '许建国', '2019-09-02', head('CP', '事业部负责人', '0002', 11000)),
  // Hands the unit over in the middle of a month.
  hire('0008', '魏长青', '2020-03-16', head('GC', '事业部负责人', '0002', 11000), [
    { from: '2026-10-08', unit: 'TZ', position: '项目顾问', heads: false, allowance: 1000 },
  ]),

  hire('0009', '曹志宏', '2020-06-01', manager('CP', 'T1', '0007', 6000)),
  // Leads T2 until T1 takes it in, then sells in T1.
  hire('0010', '袁飞', '2020-09-14', manager('CP', 'T2', '0007', 5800), [
    { from: '2026-09-01', team: 'T1', ...toSeller, base: 4800 },
  ]),
  hire('0011', '邓宇浩', '2021-03-08', manager('CP', 'T3', '0007', 6000), [
    {
      from: '2026-06-16',
      unit: 'TZ',
      position: '市场主管',
      superior: '0002',
      team: null,
      leads: false,
      base: 8000,
    },
  ]),
  // Follows him as the leader of T3, in the middle of June.
  hire('0012', '萧雪梅', '2022-02-21', seller('CP', 'T3', 4600), [
    { from: '2026-06-16', superior: '0007', base: 5600, ...toManager },
  ]),
  hire('0013', '程磊', '2022-05-09', seller('CP', 'T1', 4200)),
  hire('0014', '傅静', '2022-08-01', seller('CP', 'T1', 4200)),
  hire('0015', '彭涛', '2023-02-13', seller('CP', 'T1', 4000)),
  // A raise in the middle of a month.
  hire('0016', '吕佳怡', '2023-03-20', seller('CP', 'T1', 4000), [{ from: '2026-04-16', base: 4600 }]),
  hire('0017', '苏明', '2023-06-05', seller('CP', 'T1', 4000)),
  hire('0018', '卢强', '2023-09-11', seller('CP', 'T1', 3800)),
  hire('0019', '蒋芳', '2022-10-17', seller('CP', 'T2', 4200), [{ from: '2026-09-01', team: 'T1' }]),
  hire('0020', '蔡军', '2023-01-09', seller('CP', 'T2', 4000), [{ from: '2026-09-01', team: 'T1' }]),
  hire('0021', '薛宁', '2023-04-24', seller('CP', 'T3', 4000), [{ from: '2026-05-16', team: 'T1' }]),
  hire('0022', '叶婷', '2023-07-03', seller('CP', 'T2', 3800), [{ from: '2026-09-01', team: 'T1' }]),
  hire('0023', '于洋', '2023-10-16', seller('CP', 'T2', 3800), [{ from: '2026-09-01', team: 'T1' }]),
  hire('0024', '董毅', '2022-11-07', seller('CP', 'T3', 4200)),
  hire('0025', '冯丽', '2023-02-20', seller('CP', 'T3', 4000)),
  // Gone since June; her contracts are still being paid.
  hire('0026', '唐艳', '2023-05-15', seller('CP', 'T3', 4000), [], '2026-06-20'),
  hire('0027', '谢鹏', '2024-03-04', seller('CP', 'T3', 3800)),
  hire('0028', '郑晨', '2024-06-17', seller('CP', 'T3', 3600)),
  hire('0029', '宋博', '2024-09-09', seller('CP', 'T1', 3600)),
  hire('0030', '梁岚', '2025-03-10', seller('CP', 'T3', 3600)),
  // From products to projects in the middle of a month.
  hire('0031', '马睿', '2023-08-14', seller('CP', 'T3', 4000), [
    { from: '2026-08-11', unit: 'GC', team: 'T4' },
  ]),

  hire('0032', '郭振华', '2020-07-20', manager('GC', 'T4', '0008', 6200), [
    { from: '2026-10-08', superior: '0033' },
  ]),
  // Leads T5, then the whole unit from 8 October.
  hire('0033', '何桂兰', '2020-10-12', manager('GC', 'T5', '0008', 6200), [
    {
      from: '2026-10-08',
      position: '事业部负责人',
      superior: '0002',
      heads: true,
      team: null,
      leads: false,
      base: 10500,
      allowance: 2500,
    },
  ]),
  hire('0034', '高翔', '2021-11-01', seller('GC', 'T5', 4600), [
    { from: '2026-10-08', superior: '0033', base: 5600, ...toManager },
  ]),
  hire('0035', '林欣', '2022-03-14', seller('GC', 'T4', 4400)),
  hire('0036', '朱刚', '2022-06-20', seller('GC', 'T4', 4400)),
  hire('0037', '胡伟', '2022-09-05', seller('GC', 'T4', 4200)),
  hire('0038', '孙琪', '2023-03-27', seller('GC', 'T4', 4200)),
  hire('0039', '徐超', '2023-07-31', seller('GC', 'T4', 4000)),
  hire('0040', '吴娟', '2022-12-05', seller('GC', 'T5', 4400)),
  hire('0041', '周哲', '2023-04-10', seller('GC', 'T5', 4200)),
  hire('0042', '黄莹', '2023-09-25', seller('GC', 'T5', 4000)),
  hire('0043', '杨平', '2024-04-15', seller('GC', 'T5', 4000)),
  // Gone at the end of October.
  hire('0044', '赵勇', '2024-07-08', seller('GC', 'T5', 3800), [], '2026-10-31'),
  hire('0045', '陈梦瑶', '2025-05-12', seller('GC', 'T5', 3800)),

  hire('0046', '刘铁军', '2019-11-04', head('AZ', '安装组长', '0003', 7500)),
  hire('0047', '张德胜', '2021-04-06', office('AZ', '安装工程师', '0046', 5200)),
  hire('0048', '李永福', '2022-07-18', office('AZ', '安装工程师', '0046', 5000)),
  hire('0049', '王建军', '2023-11-13', office('AZ', '安装工程师', '0046', 4800)),
  hire('0050', '曾国庆', '2020-12-01', head('WB', '维保组长', '0003', 7200)),
  hire('0051', '许文斌', '2022-01-10', office('WB', '维保工程师', '0050', 5000)),
  hire('0052', '沈小军', '2023-05-22', office('WB', '维保工程师', '0050', 4800)),
  hire('0053', '韩春生', '2024-08-05', office('WB', '维保工程师', '0050', 4600)),

  hire('0054', '罗玉珍', '2018-06-11', head('XZ', '行政部经理', null, 9000)),
  hire('0055', '贾秋实', '2018-06-25', head('CW', '财务部经理', null, 9500)),
  hire('0056', '丁一鸣', '2018-04-09', head('YF', '研发中心主任', null, 12000)),
  hire('0057', '阎立新', '2018-05-14', head('SC', '生产部经理', null, 10000)),

  // New business staff (M-8): the first does well, the second brings nothing, the others start late in the year.
  hire('0058', '魏思琪', '2026-03-09', seller('CP', 'T1', 3500)),
  hire('0059', '曹子轩', '2026-07-01', seller('CP', 'T3', 3500)),
  hire('0060', '袁梓涵', '2026-09-15', seller('GC', 'T4', 3500)),
  hire('0061', '邓皓', '2026-11-02', seller('GC', 'T5', 3500)),
]
