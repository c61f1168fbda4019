import { Link } from '@tanstack/react-router'
import type { Action, Proof } from '#contract/proofs.ts'
import { paths } from '../../lib/paths.ts'
import type { Me } from '../../lib/session.ts'
import { buttonClass } from '../../ui/Button.tsx'
import { RowBody, rowLinkClass, Rows } from '../../ui/ListRow.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { ProofBadge } from '../../ui/ProofBadge.tsx'
import { t } from '../words/residents.ts'

const profile = { to: paths.profile, title: 'profile', note: 'nameInKana' } as const
const proofSteps = {
  mail: { to: paths.proofs, title: 'mailProof', note: 'mailProofNote' },
  sms: { to: paths.secondStep, title: 'smsProof', note: 'smsProofNote' },
  card: { to: paths.cardCheck, title: 'cardProof', note: 'cardProofNote' },
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
      <Notice tone="info" title={t('stepsLeft', { deed, length: left.length })}>
        {children}
      </Notice>
      <Rows>
        {steps.map((step) => (
          <li key={step.to}>
            <Link to={step.to} className={rowLinkClass}>
              <RowBody
                title={t(step.title)}
                note={t(step.note)}
                end={<ProofBadge proved={step.done} />}
                leads
              />
            </Link>
          </li>
        ))}
      </Rows>
      {next ? (
        <Link to={next.to} className={buttonClass('coin', 'large', true)}>
          {t('goTo', { title: t(next.title) })}
        </Link>
      ) : null}
    </>
  )
}
