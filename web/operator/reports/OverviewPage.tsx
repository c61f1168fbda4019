import { type AnyRouter, Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { ReplyOf } from '#contract/endpoint.ts'
import { readBooks, readOverview } from '#contract/operators.ts'
import { useAsk } from '../../lib/ask.ts'
import { operatorPaths as paths } from '../../lib/paths.ts'
import { serverNow } from '../../lib/clock.ts'
import { sayMinute, saySecond } from '../../lib/time.ts'
import { useTown } from '../../lib/town.ts'
import { Asked } from '../../lib/Trouble.tsx'
import { Amount } from '../../ui/Amount.tsx'
import { Button, buttonClass } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Desk } from '../Desk.tsx'
import { DeskLink } from '../DeskLink.tsx'
import { sayNumber } from '../../lib/numbers.ts'

type Overview = ReplyOf<typeof readOverview>

/** What circulates, what is owed, what waits for a person, and whether the books are right. */
export function OverviewPage() {
  return (
    <Desk title="概況">
      <Asked of={useAsk(readOverview)}>{(overview) => <Figures overview={overview} />}</Asked>
      <Books />
    </Desk>
  )
}

function Figures({ overview }: { overview: Overview }) {
  const { coinName, pointsName } = useTown()
  const { unspent, owedToStores, today } = overview
  return (
    <>
      <p className="text-ink-soft">{saySecond(overview.asOf)} 現在</p>
      <dl className="grid grid-cols-[repeat(auto-fit,minmax(15rem,1fr))] gap-4">
        <Figure name={`未使用残高（${coinName}）`} tone="text-coin-800">
          <Amount value={unspent.coin} unit="yen" size="large" />
        </Figure>
        <Figure name={`未使用残高（${pointsName}）`} tone="text-points-800">
          <Amount value={unspent.points} unit="points" size="large" />
        </Figure>
        <Figure name={`加盟店への未払い（${coinName}）`}>
          <Amount value={owedToStores.coin} unit="yen" size="large" />
        </Figure>
        <Figure name={`加盟店への未払い（${pointsName}）`}>
          <Amount value={owedToStores.points} unit="yen" size="large" />
        </Figure>
        <Figure name="今日のチャージ">
          <Amount value={today.topUps} unit="yen" size="large" />
        </Figure>
        <Figure name={`今日の支払い（${sayNumber(today.paymentCount)}件）`}>
          <Amount value={today.payments} unit="yen" size="large" />
        </Figure>
        <Figure name="利用者">{sayNumber(overview.residents)}人</Figure>
        <Figure name="店舗">{sayNumber(overview.stores)}店</Figure>
      </dl>
      <WaitingStores waiting={overview.waiting} />
      <Unresolved topUps={overview.unresolvedTopUps} />
    </>
  )
}

function WaitingStores({ waiting }: Pick<Overview, 'waiting'>) {
  const { applications, accountChanges, listingChanges } = waiting
  if (applications + accountChanges + listingChanges === 0) return null
  return (
    <section className="flex flex-col gap-2">
      <h2 className="text-lg font-bold">加盟店からの申し込み</h2>
      <div className="flex flex-wrap gap-3">
        {applications === 0 ? null : (
          <DeskLink to={paths.applications} className={buttonClass('outline')}>
            お申し込み {sayNumber(applications)}件
          </DeskLink>
        )}
        {accountChanges === 0 ? null : (
          <DeskLink to={paths.accountChanges} className={buttonClass('outline')}>
            振込先の変更 {sayNumber(accountChanges)}件
          </DeskLink>
        )}
        {listingChanges === 0 ? null : (
          <DeskLink to={paths.listingChanges} className={buttonClass('outline')}>
            お店の情報の変更 {sayNumber(listingChanges)}件
          </DeskLink>
        )}
      </div>
    </section>
  )
}

function Figure({ name, tone = '', children }: { name: string; tone?: string; children: ReactNode }) {
  return (
    <div className="rounded-16 border border-line bg-card p-4">
      <dt className="text-sm text-ink-soft">{name}</dt>
      <dd className={`text-2xl font-bold ${tone}`}>{children}</dd>
    </div>
  )
}

const stateWords: Record<Overview['unresolvedTopUps'][number]['state'], string> = {
  awaiting_passcode: '認証コード待ち',
  awaiting_card: 'カード会社の画面で手続き中',
  requested: '返事待ち',
  unknown: '返事なし・確認中',
  succeeded: '完了',
  declined: '不成立',
  lapsed: '時間切れ',
  needs_attention: '要対応',
}

function Unresolved({ topUps }: { topUps: Overview['unresolvedTopUps'] }) {
  return (
    <section className="flex flex-col gap-2">
      <h2 className="text-lg font-bold">結果の決まっていないチャージ</h2>
      {topUps.length === 0 ? (
        <Notice tone="good">ありません。</Notice>
      ) : (
        <section
          aria-label="結果の決まっていないチャージの表"
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a wide table is scrolled by keys
          tabIndex={0}
          className="overflow-x-auto rounded-16 border border-line bg-card"
        >
          <table className="w-full text-left">
            <thead className="bg-paper-deep">
              <tr>
                {['受付', '経過', '状態', '金額', '取引番号'].map((name) => (
                  <th key={name} scope="col" className="px-4 py-2 whitespace-nowrap">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody className="divide-y divide-line">
              {topUps.map((topUp) => (
                <tr key={topUp.id}>
                  <td className="px-4 py-2 whitespace-nowrap">{sayMinute(topUp.requestedAt)}</td>
                  <td className="px-4 py-2 whitespace-nowrap">{sayAge(topUp.requestedAt)}</td>
                  <td className="px-4 py-2 whitespace-nowrap">{stateWords[topUp.state]}</td>
                  <td className="px-4 py-2 text-right">
                    <Amount value={topUp.amount} unit="yen" />
                  </td>
                  <td className="px-4 py-2 text-sm">{topUp.id}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      <Link<AnyRouter, string, string> to={paths.unresolvedTopUps} className={buttonClass('outline')}>
        チャージの画面で調べる
      </Link>
    </section>
  )
}

function sayAge(at: string): string {
  const minutes = Math.max(0, Math.floor((serverNow() - Date.parse(at)) / 60_000))
  if (minutes < 60) return `${minutes}分`
  return minutes < 2880 ? `${Math.floor(minutes / 60)}時間` : `${Math.floor(minutes / 1440)}日`
}

function Books() {
  const query = useAsk(readBooks)
  return (
    <section className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 className="text-lg font-bold">帳簿の検査</h2>
        <Button look="outline" busy={query.isFetching} onPress={() => void query.refetch()}>
          もう一度検査する
        </Button>
      </div>
      <Asked of={query}>
        {({ checks }) => {
          const wrong = checks.filter((check) => check.offending > 0)
          return (
            <>
              {wrong.length === 0 ? (
                <Notice tone="good" title={`${checks.length}項目すべて正しく合っています`} />
              ) : (
                <Notice tone="bad" title={`${wrong.length}項目が合っていません。すぐに調べてください`} />
              )}
              <ul className="grid grid-cols-[repeat(auto-fit,minmax(18rem,1fr))] gap-2">
                {checks.map((check) => (
                  <li
                    key={check.name}
                    className={`rounded-12 border-2 bg-card px-4 py-2 ${check.offending > 0 ? 'border-red-900' : 'border-green-300'}`}
                  >
                    <span className={`font-bold ${check.offending > 0 ? 'text-red-900' : 'text-green-900'}`}>
                      {check.offending > 0 ? `NG ${check.offending}件` : 'OK'}
                    </span>{' '}
                    <span lang="en">{check.name}</span>
                  </li>
                ))}
              </ul>
            </>
          )
        }}
      </Asked>
    </section>
  )
}
