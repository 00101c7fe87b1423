import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../records/database.ts'
import type { RefusalCode } from '../records/refusal.ts'
import { engines } from '../records/testing/server.ts'
import { readPeriod } from './aside.ts'
import { nextNumber } from './fresh-version.ts'
import { approveDraft, lawOfDraft, readyToSubmit, refuseDraft } from './policy-approval.ts'
import { discardDraft, draftById, draftFrom, saveDraft, submitDraft, withdrawDraft } from './policy-draft.ts'
import { endVersion, versions } from './policy-history.ts'
import { type PolicyVersion, versionFor } from './policy-version.ts'
import { month, settleAndClose } from './testing/company.ts'
import { money, score, sellerOn } from './testing/seller.ts'

const refused = (code: RefusalCode) => expect.objectContaining({ code })

test.each([
  ['2026.1', [], '2026.2'],
  ['2026.1', ['2026.2'], '2026.3'],
  ['第9版', [], '第10版'],
  ['', [], '2'],
])('the number after %s', (own, taken, next) => expect(nextNumber(own, new Set(taken))).toBe(next))

describe.each(engines)('X-1 drafts and approval, on %s', (engine) => {
  let db: Database
  let version: PolicyVersion

  beforeAll(async () => {
    ;({ db, version } = await sellerOn(engine))
    await money(db, '2026-01-10', 10_000)
    await score(db, '2026-01', 10)
    await settleAndClose(db, version, month('2026-01'))
  })
  afterEach(() => db.exec(`delete from settlement.policy_draft where state <> 'approved'`))
  afterAll(() => db.close())

  async function changed(rate = '4%') {
    const draft = await draftFrom(db, version.id, '罗玉珍（0054）')
    const document = draft.document.replace('| 主营产品 | 3%   |', `| 主营产品 | ${rate}   |`)
    return saveDraft(db, { id: draft.id, revision: draft.revision, document, editor: '罗玉珍（0054）' })
  }

  const submission = {
    by: '罗玉珍（0054）',
    summary: '提高主营产品的比例',
    consultation: '',
    overrideReason: '',
  }
  const submit = async (id: number) => {
    const { revision } = await draftById(db, id)
    return submitDraft(db, { ...submission, id, revision, effect: undefined })
  }
  const approval = async (id: number, by = '副总（0001）') => {
    const draft = await draftById(db, id)
    const law = await lawOfDraft(db, draft)
    return { id, by, digest: draft.digest, acknowledged: law.map((warning) => warning.id), reason: '同意' }
  }

  test('a draft begins with the next number and the next month; one at a time', async () => {
    const draft = await draftFrom(db, version.id, '甲')
    expect(draft).toMatchObject({ version: '2026.2', state: 'draft', revision: 1, basedOn: version.id })
    expect(draft.document).toMatch(/^生效日: \d{4}-\d\d-01$/m)
    await expect(draftFrom(db, version.id, '乙')).rejects.toEqual(refused('draft_exists'))
  })

  test('nobody overwrites what they have not seen', async () => {
    const draft = await draftFrom(db, version.id, '甲')
    const given = { id: draft.id, revision: draft.revision }
    await saveDraft(db, { ...given, document: `${draft.document}\n甲写的。\n`, editor: '甲' })
    await expect(saveDraft(db, { ...given, document: '别的', editor: '乙' })).rejects.toEqual(
      refused('draft_conflict'),
    )
    expect((await draftById(db, draft.id)).editors).toEqual(['甲'])
  })

  test('writing on takes the submission back: what is approved is what was submitted', async () => {
    const draft = await changed()
    const submitted = await submit(draft.id)
    expect(submitted.state).toBe('submitted')
    const approve = await approval(draft.id)
    const document = submitted.document.replace('4%', '5%')
    const saved = await saveDraft(db, { id: draft.id, revision: submitted.revision, document, editor: '乙' })
    expect(saved).toMatchObject({ state: 'draft', submittedBy: null, effect: null })
    await expect(approveDraft(db, approve)).rejects.toEqual(refused('draft_state'))
    await submit(draft.id)
    await expect(approveDraft(db, approve)).rejects.toEqual(refused('draft_changed'))
  })

  test('the database itself keeps document and submission together', async () => {
    const draft = await changed()
    await submit(draft.id)
    await expect(
      db.query(`update settlement.policy_draft set document = document || ' ' where draft_id = $1`, [
        draft.id,
      ]),
    ).rejects.toThrow(/digest_of_document|submitted_document_stays/)
    await expect(
      db.query(
        `update settlement.policy_draft set document = '甲', digest = encode(sha256(convert_to('甲', 'UTF8')), 'hex') where draft_id = $1`,
        [draft.id],
      ),
    ).rejects.toThrow(/submitted_document_stays/)
  })

  test('neither the author nor anybody who wrote in it approves', async () => {
    const draft = await changed()
    const more = await saveDraft(db, {
      id: draft.id,
      revision: draft.revision,
      document: `${draft.document}\n`,
      editor: '副总（0001）',
    })
    await submit(more.id)
    for (const by of ['副总（0001）', '罗玉珍（0054）'])
      await expect(approveDraft(db, await approval(draft.id, by))).rejects.toEqual(refused('draft_own'))
    await expect(refuseDraft(db, draft.id, '副总（0001）', '不')).rejects.toEqual(refused('draft_own'))
    await expect(
      db.query(
        `update settlement.policy_draft set state = 'refused', decided_by = '副总（0001）', decided_at = now(), decision_reason = 'x' where draft_id = $1`,
        [draft.id],
      ),
    ).rejects.toThrow(/decided_by_second_person/)
  })

  test('withdrawn and refused drafts are written on', async () => {
    const draft = await changed()
    await submit(draft.id)
    expect((await withdrawDraft(db, draft.id)).state).toBe('draft')
    await submit(draft.id)
    const refusedDraft = await refuseDraft(db, draft.id, '副总（0001）', '比例太高')
    expect(refusedDraft).toMatchObject({ state: 'refused', decisionReason: '比例太高' })
    const again = await saveDraft(db, {
      id: draft.id,
      revision: refusedDraft.revision,
      document: `${refusedDraft.document}\n`,
      editor: '罗玉珍（0054）',
    })
    expect(again).toMatchObject({ state: 'draft', decidedBy: null })
  })

  test('X-2 what could not become a version is refused before anybody reads it', async () => {
    const draft = await draftFrom(db, version.id, '甲')
    const saved = async (document: string) => {
      const { revision } = await draftById(db, draft.id)
      return saveDraft(db, { id: draft.id, revision, document, editor: '甲' })
    }
    const { document } = draft
    const cases: [string, RefusalCode][] = [
      [document.replace(/^生效日.*$/m, '生效日: 2026-01-15'), 'draft_closed_date'],
      [document.replace(/^生效日.*$/m, '生效日: 2999-01-15'), 'policy_mid_period'],
      [document.replace(/^生效日.*\n/m, ''), 'draft_no_date'],
      [document.replace(/^版本.*$/m, '版本: 2026.1'), 'policy_version_taken'],
      [document.replace(/^制度.*$/m, '制度: 另一份'), 'draft_renamed'],
      [document.replace('四舍五入(', '四舍五人('), 'policy_invalid'],
      [version.program.document.text, 'draft_unchanged'],
    ]
    for (const [text, code] of cases)
      await expect(readyToSubmit(db, await saved(text)), code).rejects.toEqual(refused(code))
  })

  test('every warning about law is acknowledged by whoever approves', async () => {
    const draft = await changed()
    await submit(draft.id)
    const approve = await approval(draft.id)
    expect((await lawOfDraft(db, await draftById(db, draft.id))).map(({ code }) => code)).toContain('LAW-11')
    await expect(approveDraft(db, { ...approve, acknowledged: [] })).rejects.toEqual(
      refused('draft_law_unread'),
    )
  })

  test('a possible breach is kept for a reason of both only', async () => {
    const draft = await changed()
    const document = `${draft.document}\n连续三个月不达标的，视为自动离职。\n`
    await saveDraft(db, { id: draft.id, revision: draft.revision, document, editor: '甲' })
    await submit(draft.id)
    await expect(approveDraft(db, await approval(draft.id))).rejects.toEqual(refused('draft_law_override'))
  })

  test('approved by another: a version with both names, the one before ends the day before', async () => {
    const draft = await changed()
    await submit(draft.id)
    const approved = await approveDraft(db, await approval(draft.id))
    expect(approved).toMatchObject({ state: 'approved', decidedBy: '副总（0001）' })
    expect(approved.acknowledged?.map(({ by }) => by)).toContain('副总（0001）')
    const [fresh, old] = await versions(db)
    expect(fresh).toMatchObject({
      id: approved.versionId,
      version: '2026.2',
      publishedBy: '罗玉珍（0054）',
      approvedBy: '副总（0001）',
    })
    expect(old).toMatchObject({ id: version.id, firstClosed: '2026-01', closedCount: 1, approvedBy: null })
    expect(old?.to?.slice(0, 7)).not.toBe(fresh?.from?.slice(0, 7))
    const from = fresh?.from ?? ''
    expect((await versionFor(db, readPeriod(from.slice(0, 7)))).version).toBe('2026.2')
    expect((await versionFor(db, readPeriod('2026-01'))).version).toBe('2026.1')
    await expect(discardDraft(db, draft.id)).rejects.toEqual(refused('draft_state'))
    await expect(
      db.query('delete from settlement.policy_draft where draft_id = $1', [draft.id]),
    ).rejects.toThrow(/stays as it is/)
  })

  test('X-2 only when it ends may still be said of an approved version, and of one that closed a month', async () => {
    const [fresh] = await versions(db)
    const id = fresh?.id ?? 0
    expect(await endVersion(db, id, '2027-12-31')).toMatchObject({ to: '2027-12-31' })
    await expect(endVersion(db, id, '2020-01-01')).rejects.toEqual(refused('version_end'))
    await expect(endVersion(db, version.id, '2026-01-15')).rejects.toEqual(refused('version_end'))
    await expect(
      db.query(`update settlement.policy_version set document = 'x' where version_id = $1`, [id]),
    ).rejects.toThrow(/stays as it is|closed periods/)
  })
})
