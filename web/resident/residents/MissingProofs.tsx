import { Link } from '@tanstack/react-router'
import type { Action, Proof } from '#contract/proofs.ts'
import { paths } from '../../lib/paths.ts'
import type { Me } from '../../lib/session.ts'
import { buttonClass } from '../../ui/Button.tsx'
import { RowBody, rowLinkClass, Rows } from '../../ui/ListRow.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { ProofBadge } from '../../ui/ProofBadge.tsx'

const profile = { to: paths.profile, title: 'お客さま情報', note: 'お名前のカナ' } as const
const proofSteps = {
  mail: { to: paths.proofs, title: 'メール認証', note: '確認メールのリンク' },
  sms: { to: paths.secondStep, title: 'SMS認証', note: '携帯電話番号' },
  card: { to: paths.cardCheck, title: 'マイナンバーカード認証', note: 'カードと4桁のパスワード' },
} as const satisfies Record<Proof, object>

export type ProofStep = (typeof profile | (typeof proofSteps)[Proof]) & { done: boolean }

/**
 * What an act needs of a person by this town's table, the quick ones before the card; charging wants the name too,
 * which banks compare.
 */
export const stepsOf = (me: Me, action: Action): ProofStep[] => [
  ...(action === 'pay' ? [] : [{ ...profile, done: me.familyKana !== null }]),
  ...me.needs[action].toReversed().map((proof) => ({ ...proofSteps[proof], done: me.proofs[proof] })),
]

type MissingProofsProps = { deed: string; steps: ProofStep[]; children: string }

/** あと1つ: exactly what is missing, why, and the way to each. */
export function MissingProofs({ deed, steps, children }: MissingProofsProps) {
  const left = steps.filter((step) => !step.done)
  const [next] = left
  return (
    <>
      <Notice tone="info" title={`${deed}まで、あと${left.length}つです`}>
        {children}
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
