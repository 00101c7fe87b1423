/** My month so far: what it earned, what may still come, and from whom. */
import { RightOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { useSession } from '../../app/session.ts'
import { amountOf } from '../../components/figures.ts'
import { Money } from '../../components/money.tsx'
import { periodOf } from '../../components/period-text.tsx'
import { companyToday } from '../../components/records/ahead.ts'
import { useTexts } from '../../i18n.ts'
import { isFinal, type Mine } from './data.ts'
import { ForecastBand } from './forecast-band.tsx'
import { useWorkbenchTexts } from './texts.ts'
import styles from './workbench.module.css'

export function MyMonth({ mine }: { readonly mine: Mine }) {
  const t = useWorkbenchTexts()
  const common = useTexts()
  const { user } = useSession()
  const { month, before, forecast, contracts } = mine
  const sells = forecast !== null || contracts.length > 0 || (month.commission ?? '0') !== '0'
  const address = `/statements/${month.period}/${encodeURIComponent(user.person?.number ?? '')}`
  const payable = t(isFinal(month.status) ? 'payableFinal' : 'payable')
  const running = month.period === companyToday().slice(0, 7) ? 'soFar' : 'commissionDraft'
  const commission = t(isFinal(month.status) ? 'commission' : running)
  return (
    <section className={styles.card} aria-labelledby="mine">
      <h2 id="mine">{t('mine', { month: periodOf(common, month.period) })}</h2>
      <p className={styles.note}>{sells ? commission : payable}</p>
      <Money value={sells ? month.commission : month.payable} earned unit size="hero" />
      {sells && (
        <p>
          {payable} <Money value={month.payable} unit />
        </p>
      )}
      {before && (
        <p className={styles.note}>
          {t('before', {
            month: periodOf(common, before.period),
            commission: amountOf(before.commission ?? '0'),
            payable: amountOf(before.payable ?? '0'),
          })}
        </p>
      )}
      {forecast && <ForecastBand forecast={forecast} before={before?.commission ?? null} />}
      <p>
        <Link to={address}>
          {t('openStatement')} <RightOutlined className={styles.arrow} aria-hidden />
        </Link>
      </p>
      {sells && <MoneyToCome contracts={contracts} />}
    </section>
  )
}

function MoneyToCome({ contracts }: { readonly contracts: Mine['contracts'] }) {
  const t = useWorkbenchTexts()
  return (
    <>
      <h3>{t('contracts')}</h3>
      {contracts.length === 0 && <p className={styles.note}>{t('noContracts')}</p>}
      <ul className={styles.list}>
        {contracts.map(({ contract, customer, nextOn, late, next, open }) => (
          <li key={contract}>
            <Link to={`/contracts/${encodeURIComponent(contract)}`} className={styles.money}>
              <span>{customer}</span>
              <span className={styles.figure}>{t('rest', { amount: amountOf(open) })}</span>
              <span className={styles.note} data-late={late}>
                {contract} ·{' '}
                <span className={styles.whole}>
                  {nextOn === null
                    ? t('noPlan')
                    : t(late ? 'late' : 'due', { day: nextOn, amount: amountOf(next ?? '0') })}
                </span>
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </>
  )
}
