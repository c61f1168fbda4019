import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { ReplyOf } from '#contract/endpoint.ts'
import { leave, readLeaving } from '#contract/residents.ts'
import { codeOf, forgetAnswers, useAsk } from '../../lib/ask.ts'
import { paths } from '../../lib/paths.ts'
import { dayOf, sayDay } from '../../lib/time.ts'
import { rememberTown, useTown } from '../../lib/town.ts'
import { Asked, TroubleNotice } from '../../lib/Trouble.tsx'
import { Amount } from '../../ui/Amount.tsx'
import { Button } from '../../ui/Button.tsx'
import { Checkbox } from '../../ui/Checkbox.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Screen } from '../Screen.tsx'
import { useGuardedAct } from '../sign-in/use-guarded-act.tsx'

type Leaving = ReplyOf<typeof readLeaving>

/** 退会: what happens to the money and to what is known of the person, and how to think better of it. */
export function LeavePage() {
  const query = useAsk(readLeaving)
  const [closesAt, setClosesAt] = useState<string | null>(null)
  if (closesAt) return <Done closesAt={closesAt} />
  return (
    <Screen key="ask" title="退会" back={paths.menu}>
      <Asked of={query}>
        {(leaving) => (
          <>
            <WhatHappens leaving={leaving} />
            {leaving.moneyUnderWay ? (
              <Notice tone="warning" title="いまは退会できません">
                結果を待っているチャージや特典があります。終わってから、もう一度お越しください。
              </Notice>
            ) : (
              <Decide
                key={`${leaving.coin}/${leaving.points}`}
                leaving={leaving}
                onLeft={setClosesAt}
                onChanged={() => void query.refetch()}
              />
            )}
          </>
        )}
      </Asked>
    </Screen>
  )
}

function WhatHappens({ leaving: { coin, points, coolingDays, eraseAfterYears } }: { leaving: Leaving }) {
  const { coinName, pointsName } = useTown()
  return (
    <>
      <section className="flex flex-col gap-2 rounded-16 border border-line bg-white p-4">
        <h2 className="text-lg font-bold">いまの残高</h2>
        <p className="flex flex-wrap gap-x-6 gap-y-1">
          <span>
            {coinName} <Amount value={coin} unit="yen" />
          </span>
          <span>
            {pointsName} <Amount value={points} unit="points" />
          </span>
        </p>
        {coin > 0 ? (
          <p>
            法律（資金決済法）により、原則として払い戻しはできません。お店で使い切ってからの退会をおすすめします。市外へのお引っ越しなど、やむをえない事情のある方は、先に運営の窓口へご相談ください。
          </p>
        ) : null}
        {coin === 0 && points > 0 ? (
          <p>ポイントは払い戻しできません。お店で使い切ってからの退会をおすすめします。</p>
        ) : null}
      </section>
      <section className="flex flex-col gap-2 rounded-16 border border-line bg-white p-4">
        <h2 className="text-lg font-bold">退会すると</h2>
        <ul className="flex list-disc flex-col gap-1 pl-5">
          <li>すべての端末からすぐにログアウトします。</li>
          <li>{coolingDays}日のあいだは、ログインすれば取り消せます。</li>
          <li>そのあとアカウントを閉じ、銀行口座とログイン方法の登録を解除します。</li>
          <li>閉じたアカウントには、お店からの返金も届きません。</li>
          <li>お名前や連絡先は、法律で定められた{eraseAfterYears}年の保管のあと、消去します。</li>
        </ul>
      </section>
    </>
  )
}

type DecideProps = { leaving: Leaving; onLeft: (closesAt: string) => void; onChanged: () => void }

function Decide({ leaving: { coin, points }, onLeft, onChanged }: DecideProps) {
  const { coinName, pointsName } = useTown()
  const [agreed, setAgreed] = useState(false)
  const act = useGuardedAct(leave, ({ closesAt }) => onLeft(closesAt))
  const left = [
    ...(coin > 0 ? [`${coinName} ${coin.toLocaleString('ja-JP')}円`] : []),
    ...(points > 0 ? [`${pointsName} ${points.toLocaleString('ja-JP')}ポイント`] : []),
  ]
  return (
    <>
      <Checkbox checked={agreed} onChange={setAgreed}>
        {left.length > 0 ? `${left.join('と')}を放棄し、退会します。` : '内容を確かめました。退会します。'}
      </Checkbox>
      <TroubleNotice
        trouble={act.trouble}
        action={
          codeOf(act.trouble) === 'balance_changed' ? (
            <Button look="outline" onPress={onChanged}>
              いまの残高を見る
            </Button>
          ) : null
        }
      />
      {agreed ? null : (
        <p className="text-sm text-ink-soft">チェックを入れると、申し込めるようになります。</p>
      )}
      <Button
        look="danger"
        size="large"
        wide
        disabled={!agreed}
        busy={act.busy}
        onPress={() => void act.send({ body: { coin, points } })}
      >
        退会を申し込む
      </Button>
      {act.gate}
    </>
  )
}

function Done({ closesAt }: { closesAt: string }) {
  const navigate = useNavigate()
  const end = async () => {
    forgetAnswers()
    rememberTown()
    await navigate({ to: paths.welcome, replace: true })
  }
  return (
    <Screen key="done" title="退会を受け付けました" nav={false}>
      <Notice tone="good" title={`${sayDay(dayOf(closesAt))}にアカウントが閉じます`}>
        すべての端末からログアウトしました。それまでにログインすると、退会は取り消されます。ご利用ありがとうございました。
      </Notice>
      <Button size="large" wide onPress={() => void end()}>
        終わる
      </Button>
    </Screen>
  )
}
