import { Link } from '@tanstack/react-router'
import { useEffect } from 'react'
import { proofsNeeded } from '#contract/proofs.ts'
import { paths } from '../../lib/paths.ts'
import { type Me, useMe } from '../../lib/session.ts'
import { useTown } from '../../lib/town.ts'
import { buttonClass } from '../../ui/Button.tsx'
import { Knot } from '../../ui/Knot.tsx'
import { RowBody, rowLinkClass, Rows } from '../../ui/ListRow.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { ProofBadge } from '../../ui/ProofBadge.tsx'
import { forgetTopUp, rememberTopUp } from '../come-back.tsx'
import { Screen } from '../Screen.tsx'
import { FrozenNotice } from './FrozenNotice.tsx'

const proofSteps = {
  mail: { to: paths.proofs, title: 'メール認証', note: '確認メールのリンク' },
  sms: { to: paths.secondStep, title: 'SMS認証', note: '携帯電話番号' },
  card: { to: paths.cardCheck, title: 'マイナンバーカード認証', note: 'カードと4桁のパスワード' },
} as const

/** What charging needs of a person: the name, and the proofs of the table, the quick ones before the card. */
const stepsOf = (me: Me) => [
  { to: paths.profile, title: 'お客さま情報', note: 'お名前のカナ', done: me.familyKana !== null },
  ...proofsNeeded.top_up.toReversed().map((proof) => ({ ...proofSteps[proof], done: me.proofs[proof] })),
]

/** チャージ: what to top up; where proofs are missing, which ones, why, and the way to each. */
export function TopUpPage() {
  const me = useMe()
  const ready = stepsOf(me).every((step) => step.done)
  useEffect(() => (ready ? forgetTopUp() : rememberTopUp()), [ready])
  return (
    <Screen title="チャージ" back={paths.home}>
      {me.frozen ? <FrozenNotice /> : ready ? <Currencies /> : <Missing me={me} />}
    </Screen>
  )
}

function Currencies() {
  const { coinName } = useTown()
  return (
    <>
      <p>ご希望の項目を選んでください。</p>
      <Rows>
        <li>
          <Link to={paths.topUpWays} className={rowLinkClass}>
            <RowBody
              icon={<Knot className="h-8 w-10" />}
              title={coinName}
              note="1コイン＝1円で使えます"
              leads
            />
          </Link>
        </li>
      </Rows>
    </>
  )
}

function Missing({ me }: { me: Me }) {
  const { coinName } = useTown()
  const steps = stepsOf(me)
  const next = steps.find((step) => !step.done)
  const left = steps.filter((step) => !step.done).length
  return (
    <>
      <Notice tone="info" title={`チャージまで、あと${left}つです`}>
        {coinName}のチャージには、ご本人の確認が必要です。終わると、ここに戻ってチャージを続けられます。
      </Notice>
      <Rows>
        {steps.map((step) => (
          <li key={step.to}>
            <Link to={step.to} className={rowLinkClass}>
              <RowBody title={step.title} note={step.note} end={<ProofBadge proved={step.done} />} leads />
            </Link>
          </li>
        ))}
      </Rows>
      {next ? (
        <Link to={next.to} className={buttonClass('coin', 'large', true)}>
          {next.title}へ進む
        </Link>
      ) : null}
    </>
  )
}
